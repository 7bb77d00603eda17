using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Lowering;

/// <summary>Branches: lowering code into regions of its own and merging what the variables are afterwards.</summary>
internal sealed partial class MethodLowering
{
    /// <summary>Code lowered beside the main line: its statements, and what it did to the variables.</summary>
    private sealed class Arm(RegionBuilder builder, Changes changes, bool diverged)
    {
        public RegionBuilder Builder { get; } = builder;

        public Changes Changes { get; } = changes;

        public bool Diverged { get; } = diverged;
    }

    private void Branch(Value condition, Action then, Action otherwise)
    {
        if (TruthOf(condition) is { } truth)
        {
            (truth ? then : otherwise)();
            return;
        }

        Arm thenArm = InArm(then);
        if (thenArm.Diverged)
        {
            AddThrowing(condition, thenArm, null);
            otherwise();
            return;
        }

        Arm elseArm = InArm(otherwise);
        if (elseArm.Diverged)
        {
            AddThrowing(condition, null, elseArm);
            Splice(thenArm);
            return;
        }

        Join(condition, thenArm, elseArm);
    }

    /// <summary>A branch with one arm only, which throws: what follows runs without a condition.</summary>
    private void AddThrowing(Value condition, Arm? then, Arm? otherwise)
    {
        Region Of(Arm? arm) => arm is null ? Region.Empty : Close(arm.Builder, [], [], true);
        _builder.Add(new If(condition, Of(then), Of(otherwise), EquatableArray<Value>.Empty));
    }

    /// <summary>Makes an arm part of the main line, and what was made in it too.</summary>
    private void Splice(Arm arm)
    {
        _builder.AddRange(arm.Builder.Statements);
        foreach (Referent referent in _referents.Values.Where(referent => referent.Depth > _depth))
        {
            referent.Depth = _depth;
            foreach (Variable field in (referent as Instance)?.Fields.Leaves ?? [])
            {
                field.Depth = Math.Min(field.Depth, _depth);
            }
        }

        foreach (Variable variable in arm.Changes.Variables)
        {
            variable.Depth = Math.Min(variable.Depth, _depth);
        }

        _bindings.Apply(arm.Changes);
    }

    /// <summary>Whether a condition holds, where that is known while compiling.</summary>
    private bool? TruthOf(Value condition) =>
        ReferenceEquals(condition, Known.True) ? true
        : ReferenceEquals(condition, Known.False) ? false
        : _values.DefinitionOf(condition) is Constant constant ? constant.AsBool
        : null;

    private Arm InArm(Action lower) => Continue(_builder.Nested(), false, lower);

    /// <summary>Lowers more code at the end of an arm.</summary>
    private Arm Resume(Arm arm, Action lower) => Continue(arm.Builder, arm.Diverged, () =>
    {
        _bindings.Apply(arm.Changes);
        lower();
    });

    private Arm Continue(RegionBuilder builder, bool diverged, Action lower)
    {
        (RegionBuilder outer, bool outerDiverged) = (_builder, _diverged);
        (_builder, _diverged) = (builder, diverged);
        int mark = _bindings.Mark();
        if (++_depth > DeepestNesting)
        {
            throw new LoweringStopped(
                $"is nested more than {DeepestNesting} deep, counting what follows a statement that may return or jump as inside of it; move some of it into methods of its own");
        }

        lower();
        _depth--;
        Arm arm = new(builder, _bindings.TakeBack(mark), _diverged);
        (_builder, _diverged) = (outer, outerDiverged);
        return arm;
    }

    private void Join(Value condition, Arm then, Arm otherwise)
    {
        List<Variable> merged = [];
        List<Value?> thenYields = [], elseYields = [];
        List<Value> outputs = [];
        foreach (Variable variable in then.Changes.Variables.Concat(
            otherwise.Changes.Variables.Where(v => !then.Changes.Contains(v))))
        {
            if (variable.Depth > _depth || (then.Diverged && otherwise.Diverged))
            {
                continue;
            }

            Value? whenTrue = then.Changes.Of(variable), whenFalse = otherwise.Changes.Of(variable);
            if (then.Diverged ? IsFlagState(whenFalse) || !otherwise.Changes.Contains(variable) : ReferenceEquals(whenTrue, whenFalse))
            {
                _bindings.Set(variable, whenFalse);
            }
            else if (otherwise.Diverged && (IsFlagState(whenTrue) || !then.Changes.Contains(variable)))
            {
                _bindings.Set(variable, whenTrue);
            }
            else if (!variable.Type.IsScalar)
            {
                _bindings.Set(variable, Either(variable, whenTrue, whenFalse));
            }
            else
            {
                merged.Add(variable);
                thenYields.Add(whenTrue);
                elseYields.Add(whenFalse);
                outputs.Add(_values.Create(variable.Type, variable.Name));
            }
        }

        IReadOnlyList<IrType> types = merged.ConvertAll(variable => variable.Type);
        Region thenRegion = Close(then.Builder, thenYields, types, then.Diverged);
        Region elseRegion = Close(otherwise.Builder, elseYields, types, otherwise.Diverged);
        _builder.Add(new If(condition, thenRegion, elseRegion, outputs.ToEquatable()));
        for (int i = 0; i < merged.Count; i++)
        {
            _bindings.Set(merged[i], outputs[i]);
        }

        if (then.Diverged && otherwise.Diverged)
        {
            Diverge();
        }
    }

    /// <summary>
    /// A buffer or reference cannot be one or the other. What a pattern declares has a value on one path only, and nothing reads it on
    /// the other; it keeps that value if it was there before the branch.
    /// </summary>
    private Value? Either(Variable variable, Value? whenTrue, Value? whenFalse) =>
        whenTrue is null && whenFalse is null ? null
        : variable.IsLocal && (whenTrue is null || whenFalse is null) && ReferentOf(whenTrue ?? whenFalse) is { } referent && referent.Depth <= _depth ? whenTrue ?? whenFalse
        : Known.Conflict;

    private static bool IsFlagState(Value? value) => value is null || value.Id < 0;

    /// <summary>Nothing runs after this in its region: what is still lowered there goes nowhere.</summary>
    private void Diverge()
    {
        _diverged = true;
        _builder = _builder.Nested();
    }

    /// <summary>
    /// Ends a region. A yield that has no value yet (an unassigned variable, a flag for which no code was needed) gets a
    /// constant; in a region that diverges in front of the statement that ends it, as nothing may follow that.
    /// </summary>
    private Region Close(RegionBuilder builder, IReadOnlyList<Value?> yields, IReadOnlyList<IrType> types, bool diverged)
    {
        List<Statement> missing = [];
        List<Value> values = [];
        for (int i = 0; i < yields.Count; i++)
        {
            Value? value = diverged ? null : yields[i];
            if (value is null || value.Id < 0)
            {
                Value constant = _values.Create(types[i]);
                missing.Add(new Let(constant, new Constant(types[i], ReferenceEquals(value, Known.True) ? 1 : 0)) { Source = builder.Source });
                value = constant;
            }

            values.Add(value);
        }

        if (!diverged || missing.Count == 0)
        {
            builder.AddRange(missing);
            return builder.Build(values);
        }

        IReadOnlyList<Statement> statements = builder.Statements;
        return new Region(
            statements.Take(statements.Count - 1).Concat(missing).Append(statements[statements.Count - 1]).ToEquatable(),
            values.ToEquatable());
    }

    /// <summary>The variable's value as a real value of the current region.</summary>
    private Value Materialize(Variable variable)
    {
        Value? value = variable.Current;
        return value is null || value.Id < 0
            ? Let(new Constant(variable.Type, ReferenceEquals(value, Known.True) ? 1 : 0))
            : value;
    }

    /// <summary>Lowers one of two expressions, whichever the condition asks for.</summary>
    private Lowered Choose(Value condition, Place place, Func<Lowered> then, Func<Lowered> otherwise)
    {
        Branch(condition, () => Assign(place, then()), () => Assign(place, otherwise()));
        return Read(place);
    }
}
