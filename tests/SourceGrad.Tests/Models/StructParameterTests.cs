namespace SourceGrad.Tests.Models;

public readonly record struct Vec3(double X, double Y, double Z)
{
    public static Vec3 operator +(Vec3 a, Vec3 b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);

    public static Vec3 operator *(double k, Vec3 a) => new(k * a.X, k * a.Y, k * a.Z);

    public double Dot(Vec3 other) => X * other.X + Y * other.Y + Z * other.Z;
}

public struct Particle
{
    public double Mass;
    public int Id;

    public Point Position { get; set; }

    public double Grow(double by)
    {
        Mass += by;
        return Mass * Mass;
    }
}

public struct Point
{
    public double X;
    public double Y;
}

public sealed class Settings
{
    public double Gravity { get; init; } = 9.81;

    public string Name { get; init; } = "";
}

/// <summary>Structs, tuples and buffers of structs as parameters.</summary>
public static partial class StructParameters
{
    [Differentiable(Derivatives = DerivativeKinds.Gradient | DerivativeKinds.Vjp)]
    public static double Energy(Vec3 v, in Vec3 w, double k, (double A, int N) t) => (k * v + w).Dot(v) * t.A * t.N + w.Z;

    [Differentiable(Derivatives = DerivativeKinds.Gradient | DerivativeKinds.Vjp)]
    public static double Potential(ReadOnlySpan<Particle> particles, double k)
    {
        double sum = 0;
        for (int i = 0; i < particles.Length; i++)
        {
            Particle p = particles[i];
            sum += p.Mass * Math.Sin(p.Position.X) * k + p.Position.Y * p.Id;
        }

        return sum * sum;
    }

    [Differentiable]
    public static void Step(Span<Particle> particles, double dt, Settings settings)
    {
        for (int i = 0; i < particles.Length; i++)
        {
            Point p = particles[i].Position;
            p.Y -= dt * settings.Gravity * p.X;
            p.X += dt * p.Y * particles[i].Mass;
            particles[i].Position = p;
        }
    }

    [Differentiable]
    public static double Sum(ReadOnlySpan<Vec3> v, Span<(Vec3 A, double B)> written)
    {
        double s = 0;
        for (int i = 0; i < v.Length; i++)
        {
            written[i].B = v[i].Dot(v[i]) * written[i].A.X;
            written[i].A = 2 * v[i];
            s += written[i].B * written[i].A.Y;
        }

        return s;
    }

    [Differentiable(Derivatives = DerivativeKinds.Gradient | DerivativeKinds.Vjp)]
    public static double GrowCopy(ReadOnlySpan<Particle> particles, double by) =>
        (by > 0 ? particles[0] : new Particle { Mass = by }).Grow(by) + particles[0].Mass;

    [Differentiable(nameof(v))]
    public static float Single((float X, float Y) v, float k) => v.X * v.X * v.Y * k;
}

public sealed class StructParameterTests
{
    private static readonly Particle[] s_particles =
    [
        new() { Mass = 1.5, Id = 1, Position = new Point { X = 0.3, Y = -0.2 } },
        new() { Mass = 0.5, Id = 2, Position = new Point { X = 1.1, Y = 0.7 } },
    ];

    private static double[] Flat(Particle[] particles) => [.. particles.SelectMany(p => new[] { p.Mass, p.Position.X, p.Position.Y })];

    private static Particle[] Particles(double[] x) =>
        [.. s_particles.Select((p, i) => p with { Mass = x[3 * i], Position = new Point { X = x[(3 * i) + 1], Y = x[(3 * i) + 2] } })];

    [Fact]
    public void Structs()
    {
        double[] x = [1, 2, 3, -1, 0.5, 2, 1.5, 0.7];
        double F(double[] p) => StructParameters.Energy(new Vec3(p[0], p[1], p[2]), new Vec3(p[3], p[4], p[5]), p[6], (p[7], 3));
        (Vec3 v, Vec3 w, double k, (double A, int N) t) = StructParameters.EnergyGradient(new Vec3(1, 2, 3), new Vec3(-1, 0.5, 2), 1.5, (0.7, 3));

        Differences.AssertGradient(F, x, [v.X, v.Y, v.Z, w.X, w.Y, w.Z, k, t.A]);
        Assert.Equal(0, t.N);

        Vec3 vAdded = new(1, 1, 1), wAdded = default;
        double kAdded = 0;
        (double A, int N) tAdded = (0, 7);
        StructParameters.EnergyVjp(new Vec3(1, 2, 3), new Vec3(-1, 0.5, 2), 1.5, (0.7, 3), 2, ref vAdded, ref wAdded, ref kAdded, ref tAdded);
        Assert.Equal(1 + (2 * v.X), vAdded.X, 1e-12);
        Assert.Equal(2 * w.Z, wAdded.Z, 1e-12);
    }

    [Fact]
    public void BuffersOfStructs()
    {
        Particle[] gradient = new Particle[2];
        gradient[0].Mass = double.NaN;
        StructParameters.PotentialValueAndGradient(s_particles, 1.3, gradient, out double k);

        Differences.AssertGradient(x => StructParameters.Potential(Particles(x), 1.3), Flat(s_particles), Flat(gradient));
        Assert.NotEqual(0, k);
        Assert.Throws<ArgumentException>(() => StructParameters.PotentialValueAndGradient(s_particles, 1.3, new Particle[3], out _));
    }

    /// <summary>A method that changes what it runs on writes to no buffer where that is a copy: there is no seed for one.</summary>
    [Fact]
    public void MembersThatRunOnCopies()
    {
        Particle[] gradient = new Particle[2];
        double by = 0;
        StructParameters.GrowCopyVjp(s_particles, 0.5, 1, gradient, ref by);

        Assert.Equal((2 * (1.5 + 0.5)) + 1, gradient[0].Mass, 1e-12);
        Assert.Equal(2 * (1.5 + 0.5), by, 1e-12);
    }

    [Fact]
    public void BuffersOfStructsInPlace()
    {
        Settings settings = new();
        Particle[] seeds = [new() { Mass = 0.3, Position = new Point { X = 1, Y = 2 } }, new() { Mass = -1, Position = new Point { X = 0.5, Y = -3 } }];
        double F(double[] x)
        {
            Particle[] p = Particles(x);
            StructParameters.Step(p, 0.1, settings);
            return Flat(p).Zip(Flat(seeds), (a, b) => a * b).Sum();
        }

        Particle[] copy = [.. s_particles], gradient = new Particle[2];
        double dt = 0;
        StructParameters.StepVjp(copy, 0.1, settings, seeds, gradient, ref dt);

        Differences.AssertGradient(F, Flat(s_particles), Flat(gradient));
        Particle[] expected = [.. s_particles];
        StructParameters.Step(expected, 0.1, settings);
        Assert.Equal(expected, copy);
    }

    [Fact]
    public void BuffersOfReadOnlyStructs()
    {
        double[] x = [1, 2, 3, -1, 0.5, 2, 0.3, 0, 0, 0, -0.6, 0, 0, 0];
        static (Vec3[] V, (Vec3, double)[] W) Unflat(double[] x) =>
            ([new(x[0], x[1], x[2]), new(x[3], x[4], x[5])], [(new(x[6], x[7], x[8]), x[9]), (new(x[10], x[11], x[12]), x[13])]);
        (Vec3[] v, (Vec3, double)[] w) = Unflat(x);
        Vec3[] vGradient = new Vec3[2];
        (Vec3 A, double B)[] wGradient = new (Vec3, double)[2];
        StructParameters.SumValueAndGradient(v, w, vGradient, wGradient);

        double[] flat = [.. vGradient.SelectMany(g => new[] { g.X, g.Y, g.Z }), .. wGradient.SelectMany(g => new[] { g.A.X, g.A.Y, g.A.Z, g.B })];
        Differences.AssertGradient(p => StructParameters.Sum(Unflat(p).V, Unflat(p).W), x, flat);
        Assert.Equal(new Vec3(2, 4, 6), w[0].Item1);
    }

    [Fact]
    public void OnlyOneOfThem()
    {
        Assert.Equal((2f * 3 * 5 * 7, 9f * 7), StructParameters.SingleGradient((3, 5), 7));
    }
}
