using System.Globalization;
using System.Text.RegularExpressions;
using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;
using Convert = SourceGrad.Generator.Ir.Convert;

namespace SourceGrad.Generator.Tests.Ir;

/// <summary>Reads what <see cref="Printer"/> writes, so that a pass is tested as text in, text out.</summary>
internal sealed partial class IrText
{
    private readonly string[] _lines;
    private readonly Dictionary<string, Value> _values = [];
    private int _position;

    private IrText(string text) => _lines =
        [.. text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)];

    public static Function Parse(string text)
    {
        var parser = new IrText(text);
        Match head = FunctionHead().Match(parser.Next());
        Value[] parameters = parser.Declare(head.Groups["parameters"].Value);
        Output[] outputs = [.. Split(head.Groups["outputs"].Value).Select(ParseOutput)];
        Region body = parser.ParseRegion();
        int nextId = parser._values.Values.Max(value => (int?)value.Id + 1) ?? 0;
        var function = new Function(head.Groups["name"].Value, parameters.ToEquatable(), body, outputs.ToEquatable(), nextId);
        Verifier.Verify(function);
        return function;
    }

    [GeneratedRegex(@"^function (?<name>\w+)\((?<parameters>.*)\) -> \((?<outputs>.*)\) \{$")]
    private static partial Regex FunctionHead();

    [GeneratedRegex(@"^(?:(?<outs>.*) = )?for (?<index>\S+: \w+) from (?<from>\S+) to (?<to>\S+) step (?<step>\d+)(?<reversed> reversed)? \((?<carried>.*)\) \{$")]
    private static partial Regex ForHead();

    [GeneratedRegex(@"^(?:(?<outs>.*) = )?while \((?<carried>.*)\) \{$")]
    private static partial Regex WhileHead();

    [GeneratedRegex(@"^(?:(?<outs>.*) = )?if (?<condition>\S+) \{$")]
    private static partial Regex IfHead();

    [GeneratedRegex(@"^(?<keyword>guard|diverge) `(?<template>[^`]*)` \((?<arguments>.*)\)$")]
    private static partial Regex GuardLine();

    [GeneratedRegex(@"^(?<keyword>store|accumulate) (?<buffer>[^\[]+)\[(?<index>[^\]]+)\] \+?= (?<operand>\S+)$")]
    private static partial Regex ElementLine();

    [GeneratedRegex(@"^(?:(?<outs>.*) = )?invoke `(?<method>[^`]*)` (?<returned>\d+) \((?<passing>[^)]*)\) \((?<arguments>[^)]*)\)(?: by (?<form>\w+) `(?<derivative>[^`]*)` \[(?<active>[^\]]*)\](?: of (?<called>\w+))?)?$")]
    private static partial Regex InvokeLine();

    private static Output ParseOutput(string text)
    {
        string[] parts = text.Split(' ', ':');
        OutputKind kind = parts[0] switch { "return" => OutputKind.Return, "out" => OutputKind.Out, _ => OutputKind.AddTo };
        return new Output(kind, parts[1], ParseType(parts[^1]));
    }

    private static IrType ParseType(string text)
    {
        (string kind, Shape shape) = text switch
        {
            _ when text.StartsWith("span<") => (text[5..^1], Shape.Span),
            _ when text.StartsWith("rospan<") => (text[7..^1], Shape.ReadOnlySpan),
            _ when text.StartsWith("tape<") => (text[5..^1], Shape.Tape),
            _ when text.StartsWith("stack<") => (text[6..^1], Shape.Stack),
            _ when text.EndsWith("[][]") => (text[..^4], Shape.Rows),
            _ when text.EndsWith("[,]") => (text[..^3], Shape.Grid),
            _ when text.EndsWith("[]") => (text[..^2], Shape.Array),
            _ => (text, Shape.Scalar),
        };
        return new IrType(Enum.Parse<ScalarKind>(kind, ignoreCase: true), shape);
    }

    private static string[] Split(string list) => list.Split(", ", StringSplitOptions.RemoveEmptyEntries);

    private string Next() => _lines[_position++];

    private Value Use(string name) => _values[name];

    private EquatableArray<Value> Uses(string list) => Split(list).Select(Use).ToEquatable();

    private Value[] Declare(string list) => [.. Split(list).Select(DeclareOne)];

    private Value DeclareOne(string text)
    {
        string[] parts = text.Split(": ");
        string name = parts[0];
        int dot = name.LastIndexOf('.');
        int id = int.Parse(dot < 0 ? name[1..] : name[(dot + 1)..], CultureInfo.InvariantCulture);
        return _values[name] = new Value(id, ParseType(parts[1]), dot < 0 ? null : name[1..dot]);
    }

    /// <summary>Up to the line that closes the region, which is left as the last line read.</summary>
    private Region ParseRegion()
    {
        var statements = new List<Statement>();
        EquatableArray<Value> yields = EquatableArray<Value>.Empty;
        while (!Next().StartsWith('}'))
        {
            string line = _lines[_position - 1];
            if (line.StartsWith("yield "))
            {
                yields = Uses(line[6..]);
                continue;
            }

            string? source = TakeSuffix(ref line, "  # "), comment = TakeSuffix(ref line, "  // ");
            statements.Add(ParseStatement(line) with { Source = source, Comment = comment });
        }

        return new Region(statements.ToEquatable(), yields);
    }

    private static string? TakeSuffix(ref string line, string mark)
    {
        int at = line.IndexOf(mark, StringComparison.Ordinal);
        if (at < 0)
        {
            return null;
        }

        string suffix = line[(at + mark.Length)..];
        line = line[..at];
        return suffix;
    }

    private Statement ParseStatement(string line)
    {
        if (ForHead().Match(line) is { Success: true } loop)
        {
            Value from = Use(loop.Groups["from"].Value), to = Use(loop.Groups["to"].Value);
            Value index = DeclareOne(loop.Groups["index"].Value);
            (EquatableArray<Value> parameters, EquatableArray<Value> initials) = Carried(loop.Groups["carried"].Value);
            Region body = ParseRegion();
            int step = int.Parse(loop.Groups["step"].Value, CultureInfo.InvariantCulture);
            return new For(index, from, to, step, loop.Groups["reversed"].Success, initials, parameters, body, Outputs(loop));
        }

        if (WhileHead().Match(line) is { Success: true } repeat)
        {
            (EquatableArray<Value> parameters, EquatableArray<Value> initials) = Carried(repeat.Groups["carried"].Value);
            Region test = ParseRegion(), body = ParseRegion();
            return new While(initials, parameters, test, body, Outputs(repeat));
        }

        if (IfHead().Match(line) is { Success: true } branch)
        {
            Region then = ParseRegion();
            Region otherwise = _lines[_position - 1] == "} else {" ? ParseRegion() : Region.Empty;
            return new If(Use(branch.Groups["condition"].Value), then, otherwise, Outputs(branch));
        }

        if (GuardLine().Match(line) is { Success: true } guard)
        {
            return new Guard(guard.Groups["template"].Value, Uses(guard.Groups["arguments"].Value), guard.Groups["keyword"].Value == "diverge");
        }

        if (InvokeLine().Match(line) is { Success: true } invoke)
        {
            return ParseInvoke(invoke);
        }

        if (ElementLine().Match(line) is { Success: true } element)
        {
            Value buffer = Use(element.Groups["buffer"].Value), index = Use(element.Groups["index"].Value), operand = Use(element.Groups["operand"].Value);
            return element.Groups["keyword"].Value == "store" ? new Store(buffer, index, operand) : new Accumulate(buffer, index, operand);
        }

        string[] words = line.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);
        switch (words[0])
        {
            case "clear":
                return new Clear(Use(words[1]));
            case "copy":
                return new Copy(Use(words[1]), Use(words[3]));
            case "push":
                return new Push(Use(words[1]), Use(words[2]));
            default:
                int equals = line.IndexOf(" = ", StringComparison.Ordinal);
                IrType type = ParseType(line[..equals].Split(": ")[1]);
                Expression expression = ParseExpression(line[(equals + 3)..], type);
                return new Let(DeclareOne(line[..equals]), expression);
        }
    }

    private Invoke ParseInvoke(Match match)
    {
        EquatableArray<Passing> passing = Split(match.Groups["passing"].Value).Select(word => Enum.Parse<Passing>(word, ignoreCase: true)).ToEquatable();
        Pullback? pullback = match.Groups["form"].Success
            ? new Pullback(
                Enum.Parse<PullbackForm>(match.Groups["form"].Value, ignoreCase: true),
                match.Groups["derivative"].Value,
                Split(match.Groups["active"].Value).Select(number => int.Parse(number, CultureInfo.InvariantCulture)).ToEquatable(),
                match.Groups["called"].Success ? match.Groups["called"].Value : null)
            : null;
        int returned = int.Parse(match.Groups["returned"].Value, CultureInfo.InvariantCulture);
        return new Invoke(new Callee(match.Groups["method"].Value, passing, returned, pullback), Uses(match.Groups["arguments"].Value), Outputs(match));
    }

    private EquatableArray<Value> Outputs(Match match) => Declare(match.Groups["outs"].Value).ToEquatable();

    private (EquatableArray<Value> Parameters, EquatableArray<Value> Initials) Carried(string list)
    {
        string[][] pairs = [.. Split(list).Select(pair => pair.Split(" = "))];
        EquatableArray<Value> initials = pairs.Select(pair => Use(pair[1])).ToEquatable();
        return (pairs.Select(pair => DeclareOne(pair[0])).ToEquatable(), initials);
    }

    private Expression ParseExpression(string text, IrType type)
    {
        string[] words = text.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);
        switch (words[0])
        {
            case "convert":
                return new Convert(type, Use(words[1]));
            case "stop":
                return new StopGradient(Use(words[1]));
            case "length":
                return new Length(Use(words[1])) { Dimension = words.Length > 2 ? int.Parse(words[2], CultureInfo.InvariantCulture) : 0 };
            case "row":
                return new Row(type, Use(words[1]), Use(words[2]));
            case "slice" or "part":
                return new Slice(type, Use(words[1]), Use(words[2]), Use(words[3]), IsClamped: words[0] == "part");
            case "allocate" or "stackalloc" or "uncleared":
                return new Allocate(type, Use(words[1]), words[0] == "stackalloc") { IsOverwritten = words[0] == "uncleared" };
            case "tape":
                return new NewTape(type, Use(words[1]));
            case "stack":
                return new NewTape(type, null);
            case "pop":
                return new Pop(Use(words[1]));
            case "external":
                return new External(type, text.Split('`')[1]);
            case ['%', ..] when words.Length == 1:
                return new Load(Use(text[..text.IndexOf('[')]), Use(text[(text.IndexOf('[') + 1)..^1]));
            case ['%', ..] when words[1] == "?":
                return new Select(Use(words[0]), Use(words[2]), Use(words[4]));
            case ['%', ..]:
                return new Binary(Enum.GetValues<BinaryOperator>().Single(op => op.Symbol() == words[1]), Use(words[0]), Use(words[2]));
            case [_, '%', ..]:
                return new Unary(Enum.GetValues<UnaryOperator>().Single(op => op.Symbol() == words[0][..1]), Use(words[0][1..]));
            default:
                return text.EndsWith(')') && !text.Contains('`')
                    ? new Call(type, text[..text.IndexOf('(')], Uses(text[(text.IndexOf('(') + 1)..^1]))
                    : ParseConstant(words[0], type, text.Contains('`') ? text.Split('`')[1] : null);
        }
    }

    private static Constant ParseConstant(string text, IrType type, string? literal)
    {
        long bits = type switch
        {
            { Kind: ScalarKind.Bool } => text == "true" ? 1 : 0,
            { IsFloating: true } => BitConverter.DoubleToInt64Bits(text switch
            {
                "nan" => double.NaN,
                "infinity" => double.PositiveInfinity,
                "-infinity" => double.NegativeInfinity,
                _ => double.Parse(text, CultureInfo.InvariantCulture),
            }),
            _ => long.Parse(text, CultureInfo.InvariantCulture),
        };
        return new Constant(type, bits, literal);
    }
}
