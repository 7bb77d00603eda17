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

/// <summary>Fields that are named like parameters of generated members.</summary>
public partial class Tilted
{
    public double[] gradient = [2, 3];

    public double xGradient = 5, resultAdjoint = 7;

    [Differentiable(Derivatives = DerivativeKinds.Gradient | DerivativeKinds.Vjp)]
    public double At(double x) => gradient[1] * x * xGradient * resultAdjoint;
}

public static partial class Doses
{
    [Differentiable(Derivatives = DerivativeKinds.Vjp)]
    public static double Never(double x, Span<Dose> doses)
    {
#pragma warning disable CS0162 // Unreachable on purpose.
        if (1 > 2)
        {
            doses[0] = new Dose(x, x);
        }
#pragma warning restore CS0162

        return x * doses[0].Rate;
    }

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

    [Fact]
    public void FieldsNamedLikeParameters()
    {
        Tilted model = new();
        Tilted.Gradient gradient = model.CreateGradient();
        double xGradient = 1;
        Assert.Equal(210, model.AtVjp(2, 0.5, ref xGradient, gradient));
        Assert.Equal(1 + (0.5 * 105), xGradient);
        double[] flat = new double[gradient.Length];
        gradient.CopyTo(flat);
        Assert.Equal([0, 35, 21, 15], flat);
    }

    [Fact]
    public void StructsWrittenInCodeThatNeverRuns()
    {
        double x = 0;
        Dose[] gradient = new Dose[1];
        Assert.Equal(8, Doses.NeverVjp(2, new Dose[] { new(3, 4) }, 1, new Dose[] { new(5, 6) }, ref x, gradient));
        Assert.Equal(4, x);
        Assert.Equal(new Dose(5, 6 + 2), gradient[0]);
    }
}
