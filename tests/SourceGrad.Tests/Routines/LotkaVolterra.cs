namespace SourceGrad.Tests.Routines;

public readonly record struct Populations(double Prey, double Predators)
{
    public static Populations operator +(Populations a, Populations b) => new(a.Prey + b.Prey, a.Predators + b.Predators);

    public static Populations operator *(double k, Populations a) => new(k * a.Prey, k * a.Predators);
}

public record Ecology(double Birth, double Hunt, double Growth, double Death)
{
    public Populations Rate(in Populations now) =>
        new((Birth - Hunt * now.Predators) * now.Prey, (Growth * now.Prey - Death) * now.Predators);
}

public readonly record struct Census(double Time, Populations Count);

/// <summary>
/// The predator-prey model of Lotka (1925) and Volterra (1926), integrated by the embedded method of orders four and five of
/// E. Fehlberg (NASA TR R-315, 1969) with steps to a tolerance, and the misfit to counts in a census.
/// </summary>
public static partial class LotkaVolterra
{
    private const double Safety = 0.9;

    private static Populations Step(in Ecology e, Populations y, double h, out Populations error)
    {
        Populations k1 = h * e.Rate(y);
        Populations k2 = h * e.Rate(y + 1.0 / 4 * k1);
        Populations k3 = h * e.Rate(y + 3.0 / 32 * k1 + 9.0 / 32 * k2);
        Populations k4 = h * e.Rate(y + 1932.0 / 2197 * k1 + -7200.0 / 2197 * k2 + 7296.0 / 2197 * k3);
        Populations k5 = h * e.Rate(y + 439.0 / 216 * k1 + -8 * k2 + 3680.0 / 513 * k3 + -845.0 / 4104 * k4);
        Populations k6 = h * e.Rate(y + -8.0 / 27 * k1 + 2 * k2 + -3544.0 / 2565 * k3 + 1859.0 / 4104 * k4 + -11.0 / 40 * k5);
        error = 1.0 / 360 * k1 + -128.0 / 4275 * k3 + -2197.0 / 75240 * k4 + 1.0 / 50 * k5 + 2.0 / 55 * k6;
        return y + 16.0 / 135 * k1 + 6656.0 / 12825 * k3 + 28561.0 / 56430 * k4 + -9.0 / 50 * k5 + 2.0 / 55 * k6;
    }

    private static double Norm(Populations error, Populations y)
    {
        double prey = error.Prey / (1 + Math.Abs(y.Prey)), predators = error.Predators / (1 + Math.Abs(y.Predators));
        return Math.Sqrt(0.5 * (prey * prey + predators * predators));
    }

    private static Populations Integrate(Ecology ecology, Populations y, double from, double to, double tolerance, ref double step)
    {
        double time = from;
        int rejected = 0;
        while (time < to)
        {
            bool last = time + step >= to;
            double h = last ? to - time : step;
            Populations next = Step(ecology, y, h, out Populations error);
            double size = Norm(error, next) / tolerance;
            double factor = size == 0 ? 4 : Math.Clamp(Safety * Math.Pow(size, -0.2), 0.2, 4);
            if (size > 1)
            {
                step = h * factor;
                if (++rejected > 100)
                {
                    throw new InvalidOperationException("The step became too small.");
                }

                continue;
            }

            time += h;
            y = next;
            if (last)
            {
                break;
            }

            step = h * factor;
        }

        return y;
    }

    [Differentiable]
    public static double Misfit(
        double birth, double hunt, double growth, double death, Populations start,
        [NoGradient] ReadOnlySpan<Census> censuses, [NoGradient] double tolerance)
    {
        Ecology ecology = new(birth, hunt, growth, death);
        Populations y = start;
        double time = 0, step = 0.1, sum = 0;
        foreach (Census census in censuses)
        {
            y = Integrate(ecology, y, time, census.Time, tolerance, ref step);
            time = census.Time;
            double prey = Math.Log(y.Prey / census.Count.Prey), predators = Math.Log(y.Predators / census.Count.Predators);
            sum += prey * prey + predators * predators;
        }

        return sum / censuses.Length;
    }
}
