using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Lowering;

internal sealed partial class MethodLowering
{
    /// <summary>
    /// The text of an expression that is kept as the user wrote it, an exception or an argument check: types and static members
    /// fully qualified, locals and parameters replaced by <c>{0}</c>, <c>{1}</c>…, other braces doubled.
    /// </summary>
    private sealed class GuardText(MethodLowering owner, IOperation expression)
    {
        private readonly Dictionary<SyntaxToken, (SyntaxToken Last, string Text)> _replacements = [];
        private readonly List<Value> _arguments = [];
        private readonly SemanticModel _model = owner.ModelOf(expression.Syntax)!;
        private readonly Dictionary<SyntaxToken, string> _before = [];
        private readonly HashSet<SyntaxToken> _opens = [];
        private readonly HashSet<SyntaxToken> _closes = [];
        private bool _failed;

        public IReadOnlyList<Value> Arguments => _arguments;

        public static string Quoted(string text) => Escaped(SymbolDisplay.FormatLiteral(text, quote: true));

        /// <summary>Null when the expression cannot be moved; an error has been reported then.</summary>
        public string? Read()
        {
            if (Scan.Within(expression).Any(inner => inner is IAssignmentOperation or IIncrementOrDecrementOperation or IAnonymousFunctionOperation or IDeclarationExpressionOperation))
            {
                Fail("Assignments, declarations and lambdas are not supported in the arguments of exceptions and checks; compute the value in a statement before");
            }

            Visit(expression.Syntax);
            if (_failed)
            {
                return null;
            }

            StringBuilder text = new();
            bool space = false;
            SyntaxToken? skipTo = null;
            foreach (SyntaxToken token in expression.Syntax.DescendantTokens())
            {
                if (skipTo is null)
                {
                    if (text.Length > 0 && (space || token.HasLeadingTrivia))
                    {
                        text.Append(' ');
                    }

                    text.Append(_opens.Contains(token) ? "(" : string.Empty);
                    text.Append(_before.TryGetValue(token, out string? before) ? before : string.Empty);
                    if (_replacements.TryGetValue(token, out (SyntaxToken Last, string Text) replacement))
                    {
                        text.Append(replacement.Text);
                        skipTo = replacement.Last;
                    }
                    else
                    {
                        text.Append(Escaped(token.Text));
                    }
                }

                if (skipTo == token)
                {
                    skipTo = null;
                }

                if (_closes.Contains(token))
                {
                    text.Append(')');
                }

                space = token.HasTrailingTrivia;
            }

            return text.ToString();
        }

        private static string Escaped(string text) => text.Replace("{", "{{").Replace("}", "}}");

        private void Visit(SyntaxNode node)
        {
            switch (node)
            {
                case InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: "nameof" } }
                    when _model.GetConstantValue(node) is { HasValue: true, Value: string name }:
                    Replace(node, Quoted(name));
                    return;
                case ImplicitObjectCreationExpressionSyntax creation when _model.GetTypeInfo(creation).Type is { } type:
                    _replacements[creation.NewKeyword] = (creation.NewKeyword, "new " + TypeMap.Text(type));
                    Visit(creation.ArgumentList);
                    return;
                case ThisExpressionSyntax or BaseExpressionSyntax:
                    Fail("'this' is not supported in a differentiable method; pass the values in as parameters");
                    return;
                case NameColonSyntax or PredefinedTypeSyntax:
                    return;
                case InterpolationSyntax interpolation:
                    // Inside the braces a colon would start the format.
                    _opens.Add(interpolation.Expression.GetFirstToken());
                    _closes.Add(interpolation.Expression.GetLastToken());
                    Visit(interpolation.Expression);
                    return;
                case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name: var called } access } invocation
                    when _model.GetSymbolInfo(invocation).Symbol is IMethodSymbol { MethodKind: MethodKind.ReducedExtension } reduced:
                    VisitExtension(invocation, access, called, reduced);
                    return;
                case MemberAccessExpressionSyntax access:
                    if (_model.GetSymbolInfo(access).Symbol is ITypeSymbol named)
                    {
                        Replace(access, TypeMap.Text(named));
                    }
                    else
                    {
                        Check(_model.GetSymbolInfo(access).Symbol);
                        Visit(access.Expression);
                    }

                    return;
                case NameSyntax name:
                    VisitName(name);
                    return;
                default:
                    foreach (SyntaxNode child in node.ChildNodes())
                    {
                        Visit(child);
                    }

                    return;
            }
        }

        /// <summary>Where the generated code stands, the extension's namespace need not be imported.</summary>
        private void VisitExtension(InvocationExpressionSyntax invocation, MemberAccessExpressionSyntax access, SimpleNameSyntax name, IMethodSymbol method)
        {
            if (!owner.IsVisible(method))
            {
                Fail($"'{method.ToDisplayString()}' is not accessible where the generated code stands; make it internal");
                return;
            }

            _before[access.Expression.GetFirstToken()] = TypeMap.Text(method.ContainingType) + "." + EscapedName(name.Identifier.Text) + "(";
            _replacements[access.OperatorToken] = (invocation.ArgumentList.OpenParenToken, invocation.ArgumentList.Arguments.Count > 0 ? ", " : string.Empty);
            Visit(access.Expression);
            Visit(invocation.ArgumentList);
        }

        private void VisitName(NameSyntax name)
        {
            switch (_model.GetSymbolInfo(name).Symbol)
            {
                case ITypeSymbol type:
                    Replace(name, TypeMap.Text(type));
                    break;
                case ILocalSymbol or IParameterSymbol:
                    ISymbol symbol = _model.GetSymbolInfo(name).Symbol!;
                    if (owner.ReferentOf(owner._frame.Find(symbol)?.Variable?.Current) is Opaque { Template: { } template } opaque)
                    {
                        Replace(name, "(" + Inserted(template, opaque.Arguments) + ")");
                    }
                    else if (owner._frame.Find(symbol)?.Variable is { } variable && (variable.Type.IsScalar || variable.Current is { Id: >= 0 }))
                    {
                        string hole = Hole(variable.Type.IsScalar ? owner.Materialize(variable) : variable.Current!);
                        ITypeSymbol type1 = symbol is ILocalSymbol local ? local.Type : ((IParameterSymbol)symbol).Type;
                        Replace(name, TypeMap.IsExact(type1) ? hole : $"(({TypeMap.Text(type1)}){hole})");
                    }
                    else
                    {
                        Fail($"'{symbol.Name}' is not supported in the arguments of exceptions and checks; use numbers, spans and arrays");
                    }

                    break;
                case { IsStatic: true, ContainingType: { } container } member:
                    Check(member);
                    SyntaxToken first = name.GetFirstToken();
                    _replacements[first] = (first, TypeMap.Text(container) + "." + EscapedName(member.Name));
                    break;
                case null:
                    owner._bag.FailSilently();
                    _failed = true;
                    break;
                default:
                    Fail("Only static members are supported in a differentiable method; pass the values in as parameters");
                    break;
            }
        }

        private string Hole(Value value)
        {
            int position = _arguments.FindIndex(argument => argument.Id == value.Id);
            if (position < 0)
            {
                position = _arguments.Count;
                _arguments.Add(value);
            }

            return "{" + position.ToString(System.Globalization.CultureInfo.InvariantCulture) + "}";
        }

        /// <summary>A template inside this one.</summary>
        private string Inserted(string template, IReadOnlyList<Value> arguments) => Regex.Replace(
            template, @"\{\{|\}\}|\{(\d+)\}", match => match.Groups[1].Success ? Hole(arguments[int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)]) : match.Value);

        private void Check(ISymbol? member)
        {
            if (member is not null && !owner.IsVisible(member))
            {
                Fail($"'{member.ToDisplayString()}' is not accessible where the generated code stands; make it internal");
            }
        }

        private void Replace(SyntaxNode node, string text) => _replacements[node.GetFirstToken()] = (node.GetLastToken(), text);

        private void Fail(string message)
        {
            if (!_failed)
            {
                owner.Unsupported(expression, message);
            }

            _failed = true;
        }
    }
}
