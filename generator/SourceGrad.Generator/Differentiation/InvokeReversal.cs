using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Differentiation;

internal sealed partial class ReverseSweep
{
    /// <summary>
    /// Reverses a call by a call: of the method's own reverse, of a generated member in another assembly, or of a hand-written rule.
    /// <code>
    /// p = Power(x, n)        PowerVjp(x, n, p', ref x', …)
    /// s = Sum(v)             SumVjp(v, s', v')                (v' is added to in place)
    /// y = Sigmoid(x)         x' += SigmoidRule(x, y')
    /// </code>
    /// The reverse call gets the arguments that the forward call got. A buffer that is written afterwards, by this call or
    /// later, is copied first: beside the call where both sweeps are in one region, onto a tape elsewhere.
    /// </summary>
    private sealed class InvokeReversal(ReverseSweep sweep, AdjointScope scope, Surroundings surroundings)
    {
        private readonly RegionBuilder _builder = scope.Builder;
        private readonly List<Statement> _forward = [];
        private readonly List<Value> _arguments = [];
        private readonly List<Passing> _passing = [];
        private readonly List<(Value Primal, Value Adjoint)> _outputs = [];
        private readonly List<(Value Adjoint, Value Scratch)> _sums = [];

        public List<Statement> Reverse(Invoke call)
        {
            List<Value?> adjoints = [.. call.Outputs.Select(output => sweep.IsActive(output) ? scope.Take(output) : null)];
            if (call.Callee.Pullback is not Pullback pullback || (adjoints.All(adjoint => adjoint is null) && !call.Written.Any(sweep.IsActive)))
            {
                return [call];
            }

            for (int i = 0; i < call.Outputs.Count; i++)
            {
                if (adjoints[i] is Value adjoint)
                {
                    sweep.Name(adjoint, call.Outputs[i]);
                }
            }

            PassArguments(call, pullback);
            switch (pullback.Form)
            {
                case PullbackForm.Own:
                    PassSeeds(call, adjoints);
                    PassInPlace(call);
                    PassDestinations(call, pullback, Passing.Ref);
                    break;
                case PullbackForm.Vjp:
                    PassSeeds(call, adjoints);
                    PassCopies(call);
                    PassDestinations(call, pullback, Passing.Ref);
                    break;
                case PullbackForm.Gradient:
                    PassDestinations(call, pullback, Passing.Out);
                    break;
                case PullbackForm.Rule:
                    PassSeeds(call, adjoints);
                    PassDestinations(call, pullback, null);
                    break;
            }

            int returned = pullback.Form == PullbackForm.Rule ? _outputs.Count : 0;
            Callee callee = new(pullback.Method, _passing.ToEquatable(), returned, null);
            _builder.Add(new Invoke(callee, _arguments.ToEquatable(), _outputs.Select(output => output.Adjoint).ToEquatable()));
            Collect(pullback.Form == PullbackForm.Gradient ? adjoints[0] : null);
            return [.. _forward, call];
        }

        private void Pass(Value argument, Passing passing)
        {
            _arguments.Add(argument);
            _passing.Add(passing);
        }

        /// <summary>The arguments of the forward call, as it found them.</summary>
        private void PassArguments(Invoke call, Pullback pullback)
        {
            for (int i = 0; i < call.Arguments.Count; i++)
            {
                Value argument = call.Arguments[i];
                bool mustKeep = argument.Type.IsBuffer && (call.Callee.Writes(i) || !sweep.IsRepeatable(call, argument));
                bool isWritten = call.Callee.Writes(i) && pullback.Form != PullbackForm.Rule;
                Pass(mustKeep ? Kept(argument) : argument, isWritten ? Passing.Written : call.Callee.PassingOf(i));
            }
        }

        private void PassSeeds(Invoke call, List<Value?> adjoints)
        {
            for (int i = 0; i < call.Outputs.Count; i++)
            {
                if (call.Outputs[i].Type.IsReal)
                {
                    Pass(adjoints[i] ?? _builder.Let(Constant.Zero(call.Outputs[i].Type)), Passing.Value);
                }
            }
        }

        /// <summary>The adjoints of the written buffers, to be updated where they are.</summary>
        private void PassInPlace(Invoke call)
        {
            foreach (Value buffer in call.Written.Where(buffer => buffer.Type.IsFloating))
            {
                Pass(sweep.IsActive(buffer) ? sweep.AdjointOf(buffer) : Scratch(buffer), Passing.Written);
            }
        }

        /// <summary>The adjoints of what the call left in the written buffers, moved out of the way of those of what it found.</summary>
        private void PassCopies(Invoke call)
        {
            foreach (Value buffer in call.Written.Where(buffer => buffer.Type.IsFloating))
            {
                Value copy = Scratch(buffer);
                if (sweep.IsActive(buffer))
                {
                    _builder.Add(new Copy(sweep.AdjointOf(buffer), copy));
                    _builder.Add(new Clear(sweep.AdjointOf(buffer)));
                }

                Pass(copy, Passing.Value);
            }
        }

        /// <param name="call">The forward call.</param>
        /// <param name="pullback">Its derivative.</param>
        /// <param name="scalars">How the adjoints of scalars come out; null where they are returned.</param>
        private void PassDestinations(Invoke call, Pullback pullback, Passing? scalars)
        {
            HashSet<Value> taken = [];
            foreach (int active in pullback.Active)
            {
                Value argument = call.Arguments[active];
                if (argument.Type.IsScalar)
                {
                    _outputs.Add((argument, _builder.Values.Create(argument.Type, AdjointScope.NameOf(argument))));
                    if (scalars is Passing passing)
                    {
                        _passing.Add(passing);
                    }
                }
                else if (!(pullback.Form == PullbackForm.Own && call.Callee.Writes(active)))
                {
                    bool overwrites = pullback.Form == PullbackForm.Gradient;
                    Pass(Destination(argument, overwrites, taken), overwrites ? Passing.Written : Passing.Added);
                }
            }
        }

        /// <summary>
        /// Where the adjoints of a buffer's elements are added: in place, unless they are of no interest or the method writes over what
        /// is there. Two buffers that share memory get a place each, because the method takes its destinations for distinct.
        /// </summary>
        private Value Destination(Value buffer, bool overwrites, HashSet<Value> taken)
        {
            if (!sweep.IsActive(buffer))
            {
                return Scratch(buffer);
            }

            Value adjoint = sweep.AdjointOf(buffer);
            if (taken.Add(sweep.RootOf(buffer)) && !overwrites)
            {
                return adjoint;
            }

            Value scratch = Scratch(buffer);
            _sums.Add((adjoint, scratch));
            return scratch;
        }

        private Value Scratch(Value buffer) =>
            _builder.Let(new Allocate(buffer.Type.As(Shape.Span), LengthOf(buffer), OnStack: false), AdjointScope.NameOf(buffer));

        /// <summary>
        /// What a buffer was made with, or a length that is taken in the forward sweep: the buffer itself may be gone in the reverse one, and a length
        /// must not be asked for there.
        /// </summary>
        private Value LengthOf(Value buffer)
        {
            if (sweep.LengthOf(buffer) is Value known)
            {
                return known;
            }

            Value length = _builder.Values.Create(IrType.Int);
            _forward.Add(new Let(length, new Length(buffer)));
            return length;
        }

        /// <summary>Adds what came out to the adjoints so far; a plain gradient is multiplied by the adjoint of the result first.</summary>
        private void Collect(Value? factor)
        {
            foreach ((Value primal, Value adjoint) in _outputs.Where(output => sweep.IsActive(output.Primal)))
            {
                scope.Add(primal, factor is null ? adjoint : _builder.Let(new Binary(BinaryOperator.Multiply, factor, adjoint)));
            }

            foreach ((Value adjoint, Value scratch) in _sums)
            {
                BufferAddition.Add(_builder, adjoint, scratch, factor);
            }
        }

        /// <summary>What the buffer holds before the call, for the reverse sweep.</summary>
        private Value Kept(Value buffer)
        {
            RegionBuilder before = new(_builder.Values);
            Value length = LengthOf(buffer);
            IrType type = buffer.Type.As(Shape.Span);
            string name = (buffer.Hint ?? "buffer") + "Before";
            if (surroundings.IsJoint)
            {
                Value copy = before.Let(new Allocate(type, length, OnStack: false), name);
                before.Add(new Copy(buffer, copy));
                _forward.AddRange(before.Statements);
                return copy;
            }

            IrType tapeType = buffer.Type.As(Shape.Stack);
            Value tape = _builder.Values.Create(tapeType, (buffer.Hint ?? "buffer") + "Tape");
            sweep.Stacks.Add(new Let(tape, new NewTape(tapeType, null)));
            Each(before, length, reversed: false, (body, index) => body.Add(new Push(tape, body.Let(new Load(buffer, index)))));
            _forward.AddRange(before.Statements);
            Value kept = _builder.Let(new Allocate(type, length, OnStack: false), name);
            Each(_builder, length, reversed: true, (body, index) => body.Add(new Store(kept, index, body.Let(new Pop(tape)))));
            return kept;
        }

        private static void Each(RegionBuilder builder, Value length, bool reversed, Action<RegionBuilder, Value> fill)
        {
            Value index = builder.Values.Create(IrType.Int, "i");
            RegionBuilder body = builder.Nested();
            fill(body, index);
            EquatableArray<Value> none = EquatableArray<Value>.Empty;
            builder.Add(new For(index, builder.Let(Constant.Int(0)), length, 1, reversed, none, none, body.Build(), none));
        }
    }
}
