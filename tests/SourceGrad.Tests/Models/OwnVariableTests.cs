namespace SourceGrad.Tests.Models;

public readonly record struct Dose(double Amount, double Rate);

/// <summary>Fields under names that locals have too, and structs whose members C# does not let anyone assign.</summary>
public partial class Clearance
{
    public double Volume = 2;

    public Dose First = new(0.5, 0.25);

    [Differentiable(Derivatives = DerivativeKinds.Gradient | DerivativeKinds.Vjp)]
    public double Grown([NoGradient] int steps)
    {
        double volume = Volume, firstAmount = First.Amount;
        for (int i = 0; i < steps; i++)
        {
            volume *= volume + 1;
            firstAmount *= firstAmount + First.Rate;
        }

        return volume * firstAmount;
    }

    [Differentiable]
    public double Stopped([NoGradient] ReadOnlySpan<double> x, [NoGradient] int n)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            if (x[i] > Volume)
            {
                break;
            }

            n -= 1;
            sum += Volume * x[i] * n;
        }

        return sum * Volume;
    }
}

public static partial class Doses
{
    [Differentiable]
    public static double Decayed(Dose dose, [NoGradient] int steps)
    {
        for (int i = 0; i < steps; i++)
        {
            dose = new Dose(dose.Amount * dose.Rate, dose.Rate + 1);
        }

        return dose.Amount;
    }
}

/// <summary>What the fuzzer found: generated code kept its own numbers in what belongs to others.</summary>
public sealed class OwnVariableTests
{
    [Fact]
    public void FieldsStayAsTheyAre()
    {
        Clearance model = new();
        Clearance.Gradient gradient = model.CreateGradient();
        double value = model.GrownValueAndGradient(2, gradient);
        Assert.Equal(2, model.Volume);
        Assert.Equal(new Dose(0.5, 0.25), model.First);
        Assert.Equal(model.Grown(2), value);

        // v -> v(v + 1) twice at 2: slope (2v + 1) = 5, then 13; a -> a(a + r) twice at 0.5.
        double first = 0.5 * 0.75, second = first * (first + 0.25);
        Assert.Equal(5 * 13 * second, gradient.Volume, 1e-12);
        Assert.Equal(42 * (2 * 0.5 + 0.25) * (2 * first + 0.25), gradient.First.Amount, 1e-12);
    }

    [Fact]
    public void ParameterAssignedInALoopOfAModel()
    {
        Clearance model = new();
        Clearance.Gradient gradient = model.CreateGradient();
        double value = model.StoppedValueAndGradient([1, 0.5, 3, 1], 5, gradient);
        Assert.Equal(model.Stopped([1, 0.5, 3, 1], 5), value);
        Assert.Equal(2 * 2 * (4 + 1.5), gradient.Volume, 1e-12);
    }

    [Fact]
    public void StructThatCannotBeAssigned()
    {
        double value = Doses.DecayedValueAndGradient(new Dose(2, 3), 2, out Dose gradient);
        Assert.Equal(2 * 3 * 4, value);
        Assert.Equal(new Dose(12, 2 * (3 + 4)), gradient);
    }
}
