using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Lowering;

/// <summary><c>foreach</c> over an array or a span: a loop over a hidden index.</summary>
internal sealed partial class MethodLowering
{
    private void ForEachStatement(IForEachLoopOperation loop)
    {
        IOperation collection = loop.Collection is IConversionOperation { IsImplicit: true } conversion && !IsBuffer(conversion.Type)
            ? conversion.Operand
            : loop.Collection;
        if (loop.IsAsynchronous || TreeOf(collection.Type) is not { IsBuffer: true } tree
            || loop.LoopControlVariable is not IVariableDeclaratorOperation { Symbol: { } element })
        {
            Unsupported(loop.Collection, "foreach is supported over arrays and spans; write a for loop");
            return;
        }

        Lowered buffer = Buffers(collection);
        if (buffer.IsNothing)
        {
            return;
        }

        Value zero = Let(Constant.Int(0));
        Value length = Let(new Length(First(buffer)));
        string indexName = element.Name + "Index";
        void Round(Value index, Variable? go)
        {
            Place item = ElementAt(tree, buffer, index);
            if (element.IsRef)
            {
                _frame.Declare(element, item);
            }
            else
            {
                Place place = Declare(element, _depth);
                Lowered value = Read(item);
                Assign(place, value.Value is { Type.IsScalar: true } scalar ? ConvertTo(TypeOf(element.Type) ?? scalar.Type, scalar) : value);
            }

            LoopBody(loop, go);
        }

        bool returns = Scan.Returns(loop.Body), breaks = Scan.JumpsTo(loop.Body, loop.ExitLabel);
        List<Variable> carried = Carried([loop.Body], returns);
        if (returns || breaks)
        {
            ForEachWithExit();
            return;
        }

        List<Value> initials = carried.ConvertAll(Materialize);
        List<Value> parameters = carried.ConvertAll(variable => _values.Create(variable.Type, variable.Name));
        Value counter = _values.Create(IrType.Int, indexName);
        Region body = LowerRound(carried, parameters, () => Round(counter, null));
        List<Value> outputs = carried.ConvertAll(variable => _values.Create(variable.Type, variable.Name));
        _builder.Add(new For(
            counter, zero, length, 1, false, initials.ToEquatable(), parameters.ToEquatable(), body, outputs.ToEquatable()));
        Bind(carried, outputs);

        void ForEachWithExit()
        {
            Variable go = breaks ? Flag("go") : _scope.Go;
            Variable position = new(IrType.Int, indexName, _depth);
            _bindings.Set(go, Known.True);
            _bindings.Set(position, zero);
            carried.Add(position);
            if (!carried.Contains(go))
            {
                carried.Add(go);
            }

            EmitWhile(
                carried,
                () => Both(Materialize(go), () => Let(new Binary(BinaryOperator.Less, position.Current!, length))),
                () =>
                {
                    _bindings.Set(go, Known.True);
                    Round(position.Current!, go);
                    _bindings.Set(position, Let(new Binary(BinaryOperator.Add, position.Current!, Let(Constant.Int(1)))));
                });
        }
    }
}
