using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Differentiation;

/// <content>Branches and loops.</content>
internal sealed partial class ReverseSweep
{
    private bool IsActive(Value value) => activity.IsActive(value);

    /// <summary>The operation that defines a value of either sweep, if it is one.</summary>
    private Expression? Facts(Value value) =>
        definitions.Find(value) ?? values.DefinitionOf(value);

    private bool MustZero(Store store) => zeroing.IsNeeded(store);

    private void Name(Value adjoint, Value primal)
    {
        if (adjoint.Hint is null && primal.Hint is not null && !Names.ContainsKey(adjoint))
        {
            Names[adjoint] = AdjointScope.NameOf(primal)!;
        }
    }

    private static HashSet<Value> Defined(Region region, params IEnumerable<Value>[] more) =>
        [.. region.Statements.SelectMany(statement => statement.Results), .. more.SelectMany(list => list)];

    /// <summary>Adjoints of a statement's results, taken from the scope; null for zero or inactive.</summary>
    private static List<Value?> TakeAll(AdjointScope scope, IReadOnlyList<Value> outputs) => [.. outputs.Select(scope.Take)];

    /// <summary>The last statement of a joint region: each arm runs forward and back.</summary>
    private Statement JoinArms(If branch, AdjointScope scope, bool inFusedLoop)
    {
        List<Value?> seeds = TakeAll(scope, branch.Outputs);
        (AdjointScope Scope, List<Statement> Statements) Arm(Region arm)
        {
            AdjointScope inner = new(scope, Defined(arm), new RegionBuilder(values), isLoop: false);
            List<Statement> statements = RunJoint(arm, seeds, inner, inFusedLoop);
            return (inner, statements);
        }

        (AdjointScope thenScope, List<Statement> then) = Arm(branch.Then);
        (AdjointScope elseScope, List<Statement> otherwise) = Arm(branch.Else);
        List<Value> outputs = MergeArms(scope, thenScope, elseScope, out List<Value> thenYields, out List<Value> elseYields);
        return branch with
        {
            Then = new Region(
                then.Concat(thenScope.Builder.Statements).ToEquatable(), branch.Then.Yields.Concat(thenYields).ToEquatable()),
            Else = new Region(
                otherwise.Concat(elseScope.Builder.Statements).ToEquatable(), branch.Else.Yields.Concat(elseYields).ToEquatable()),
            Outputs = branch.Outputs.Concat(outputs).ToEquatable(),
        };
    }

    /// <summary>One result for each outer value that either arm contributed to.</summary>
    private List<Value> MergeArms(
        AdjointScope scope, AdjointScope then, AdjointScope otherwise, out List<Value> thenYields, out List<Value> elseYields)
    {
        List<Value> outputs = [];
        thenYields = [];
        elseYields = [];
        foreach (Value primal in then.Outer.Union(otherwise.Outer).OrderBy(value => value.Id).ToList())
        {
            thenYields.Add(then.Peek(primal) ?? then.Builder.Let(Constant.Zero(primal.Type)));
            elseYields.Add(otherwise.Peek(primal) ?? otherwise.Builder.Let(Constant.Zero(primal.Type)));
            Value output = values.Create(primal.Type, AdjointScope.NameOf(primal));
            outputs.Add(output);
            scope.Set(primal, output);
        }

        return outputs;
    }

    private List<Statement> ReverseBranch(If branch, AdjointScope scope, Surroundings surroundings)
    {
        List<Value?> seeds = TakeAll(scope, branch.Outputs);
        Surroundings inner = surroundings with { IsJoint = false };
        Keeping keeping = surroundings.InLoop ? Keeping.Stack : Keeping.Result;
        (AdjointScope Scope, List<Statement> Forward) Arm(Region arm)
        {
            AdjointScope armScope = new(scope, Defined(arm), new RegionBuilder(values), isLoop: false);
            if (arm.Diverges)
            {
                return (armScope, [.. arm.Statements]);
            }

            AttachViews(arm.Statements, armScope.Builder);
            Seed(armScope, arm.Yields, seeds);
            return (armScope, ReverseAll(arm.Statements, armScope, inner));
        }

        (AdjointScope thenScope, List<Statement> then) = Arm(branch.Then);
        (AdjointScope elseScope, List<Statement> otherwise) = Arm(branch.Else);
        List<Value> outputs = MergeArms(scope, thenScope, elseScope, out List<Value> thenYields, out List<Value> elseYields);
        Mirror thenMirror = new([], then, [.. thenScope.Builder.Statements], thenYields);
        Mirror elseMirror = new([], otherwise, [.. elseScope.Builder.Statements], elseYields);
        _recording.Resolve(thenMirror, keeping);
        _recording.Resolve(elseMirror, keeping);
        Stacks.AddRange(thenMirror.Tapes);
        Stacks.AddRange(elseMirror.Tapes);
        scope.Builder.AddRange(
        [
            new If(
                branch.Condition,
                new Region(thenMirror.Reverse.ToEquatable(), thenMirror.ReverseYields.ToEquatable()),
                new Region(elseMirror.Reverse.ToEquatable(), elseMirror.ReverseYields.ToEquatable()),
                outputs.ToEquatable()),
        ]);
        return [WithExports(branch, thenMirror, elseMirror)];
    }

    /// <summary>The forward branch, handing out the values that its reverse needs; the arm that did not run hands out zeros.</summary>
    private If WithExports(If branch, Mirror then, Mirror otherwise)
    {
        Region Extend(Region arm, Mirror mirror, Mirror other, bool ownFirst)
        {
            RegionBuilder zeros = new(values);
            List<Value> own = [.. mirror.Exports.Select(export => export.Value)];
            List<Value> missing = [.. other.Exports.Select(export => zeros.Let(Constant.Zero(export.Value.Type)))];
            return new Region(
                mirror.Forward.Concat(zeros.Statements).ToEquatable(),
                arm.Yields.Concat(ownFirst ? own.Concat(missing) : missing.Concat(own)).ToEquatable());
        }

        return branch with
        {
            Then = Extend(branch.Then, then, otherwise, ownFirst: true),
            Else = Extend(branch.Else, otherwise, then, ownFirst: false),
            Outputs = branch.Outputs.Concat(then.Exports.Concat(otherwise.Exports).Select(export => export.Output)).ToEquatable(),
        };
    }

    private List<Statement> ReverseLoop(For loop, AdjointScope scope, Surroundings surroundings)
    {
        Value index = values.Create(loop.Index.Type, loop.Index.Hint);
        bool positioned = surroundings.IsJoint && !surroundings.InFusedLoop && loop.Step == 1 && IsZero(loop.From);
        Mirror mirror = ReverseBody(
            loop.Initials, loop.Parameters, loop.Body, loop.Outputs, scope, (loop.Index, index),
            positioned ? Keeping.Position : Keeping.Stack, loop.To, Counters(loop), loop.From,
            (initials, parameters, body, outputs) => new For(
                index, loop.From, loop.To, loop.Step, !loop.Reversed, initials, parameters, body, outputs));
        For forward = loop with { Body = loop.Body with { Statements = mirror.Forward.ToEquatable() } };
        return PlaceTapes(mirror, positioned, forward);
    }

    private List<Statement> ReverseLoop(While loop, AdjointScope scope, Surroundings surroundings)
    {
        Value index = values.Create(IrType.Int, "trip");
        scope.Builder.Comment = null;
        Value zero = scope.Builder.Let(Constant.Int(0));
        Mirror mirror = ReverseBody(
            loop.Initials, loop.Parameters, loop.Body, loop.Outputs, scope, null, Keeping.Stack, null, [], null,
            (initials, parameters, body, outputs) => new For(
                index, zero, Preparation.TripsOf(loop), 1, Reversed: true, initials, parameters, body, outputs));
        While forward = loop with { Body = loop.Body with { Statements = mirror.Forward.ToEquatable() } };
        return PlaceTapes(mirror, positioned: false, forward);
    }

    private List<Statement> PlaceTapes(Mirror mirror, bool positioned, Statement forward)
    {
        if (positioned)
        {
            return [.. mirror.Tapes, forward];
        }

        Stacks.AddRange(mirror.Tapes);
        return [forward];
    }

    /// <summary>Carried ints that count along with the index.</summary>
    private List<(Value Counter, Value Initial, Constant Step)> Counters(For loop)
    {
        List<(Value, Value, Constant)> counters = [];
        for (int k = 0; k < loop.Parameters.Count && !loop.Reversed && loop.Step == 1 && loop.Index.Type == IrType.Int; k++)
        {
            Value parameter = loop.Parameters[k];
            if (parameter.Type == IrType.Int
                && Facts(loop.Body.Yields[k]) is Binary { Operator: BinaryOperator.Add } sum
                && sum.Left == parameter
                && Facts(sum.Right) is Constant step)
            {
                counters.Add((parameter, loop.Initials[k], step));
            }
        }

        return counters;
    }

    private bool IsZero(Value value) => Facts(value) is Constant constant && constant.Is(0);

    private Mirror ReverseBody(
        IReadOnlyList<Value> initials,
        IReadOnlyList<Value> parameters,
        Region body,
        IReadOnlyList<Value> outputs,
        AdjointScope scope,
        (Value Forward, Value Reverse)? index,
        Keeping keeping,
        Value? trips,
        List<(Value Counter, Value Initial, Constant Step)> counters,
        Value? from,
        Func<EquatableArray<Value>, EquatableArray<Value>, Region, EquatableArray<Value>, Statement> makeLoop)
    {
        List<Value> indices = index is (Value own, _) ? [own] : [];
        AdjointScope inner = new(scope, Defined(body, parameters, indices), new RegionBuilder(values), isLoop: true);
        List<int> active = [.. Enumerable.Range(0, parameters.Count).Where(i => IsActive(parameters[i]))];
        List<Value> carried = [.. active.Select(i => values.Create(parameters[i].Type, AdjointScope.NameOf(parameters[i])))];
        scope.Builder.Comment = null;
        List<Value> starts = [.. active.Select(i => scope.Take(outputs[i]) ?? scope.Builder.Let(Constant.Zero(parameters[i].Type)))];
        AttachViews(body.Statements, inner.Builder);
        for (int i = 0; i < active.Count; i++)
        {
            if (IsActive(body.Yields[active[i]]))
            {
                inner.Add(body.Yields[active[i]], carried[i]);
            }
        }

        List<Statement> forward = ReverseAll(body.Statements, inner, new Surroundings(IsJoint: false, InLoop: true, InFusedLoop: false));
        List<Value> yields = [.. active.Select(i => inner.Take(parameters[i]) ?? inner.Builder.Let(Constant.Zero(parameters[i].Type)))];
        foreach ((Value primal, Value parameter, Value? initial) in inner.Carried)
        {
            carried.Add(parameter);
            starts.Add(initial ?? scope.Builder.Let(Constant.Zero(parameter.Type)));
            yields.Add(inner.Peek(primal)!);
        }

        Mirror mirror = new(parameters, forward, [.. inner.Builder.Statements], yields) { Index = index, Trips = trips, From = from };
        counters.ForEach(known => mirror.Counters[known.Counter] = (known.Initial, known.Step));
        _recording.Resolve(mirror, keeping);
        List<Value> results = [.. carried.Select(parameter => values.Create(parameter.Type, parameter.Hint))];
        scope.Builder.AddRange(
        [
            makeLoop(
                starts.ToEquatable(),
                carried.ToEquatable(),
                new Region(mirror.Reverse.ToEquatable(), mirror.ReverseYields.ToEquatable()),
                results.ToEquatable()),
        ]);
        // The carried adjoints hold what outer values had so far; an initial value that is also read inside adds to that.
        for (int i = active.Count; i < carried.Count; i++)
        {
            scope.Set(inner.Carried[i - active.Count].Primal, results[i]);
        }

        for (int i = 0; i < active.Count; i++)
        {
            if (IsActive(initials[active[i]]))
            {
                scope.Add(initials[active[i]], results[i]);
            }
        }

        return mirror;
    }
}
