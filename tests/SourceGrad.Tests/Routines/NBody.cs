namespace SourceGrad.Tests.Routines;

public struct Body
{
    public Point3 Position;
    public Point3 Velocity;
    public double Mass;
}

/// <summary>
/// Bodies under their own gravity, with Plummer's softening (Monthly Notices of the RAS 71, 1911) and the leapfrog integrator in
/// its kick-drift-kick form (L. Verlet, Physical Review 159, 1967).
/// </summary>
public static partial class NBody
{
    private const double G = 4 * Math.PI * Math.PI;

    private static Point3 Difference(in Point3 a, in Point3 b) => a + -1 * b;

    private static void Accelerate(ReadOnlySpan<Body> bodies, double softening, Span<Point3> accelerations)
    {
        accelerations.Clear();
        for (int i = 0; i < bodies.Length; i++)
        {
            for (int j = i + 1; j < bodies.Length; j++)
            {
                Point3 d = Difference(bodies[j].Position, bodies[i].Position);
                double r2 = d.LengthSquared + softening * softening;
                double inverseCube = G / (r2 * Math.Sqrt(r2));
                accelerations[i] += bodies[j].Mass * inverseCube * d;
                accelerations[j] += -bodies[i].Mass * inverseCube * d;
            }
        }
    }

    private static void Kick(Span<Body> bodies, ReadOnlySpan<Point3> accelerations, double dt)
    {
        for (int i = 0; i < bodies.Length; i++)
        {
            bodies[i].Velocity += dt * accelerations[i];
        }
    }

    private static void Drift(Span<Body> bodies, double dt)
    {
        foreach (ref Body body in bodies)
        {
            body.Position += dt * body.Velocity;
        }
    }

    /// <summary>Moves the bodies forward in time, in place.</summary>
    [Differentiable]
    public static void Leapfrog(Span<Body> bodies, double dt, [NoGradient] double softening, int steps)
    {
        Point3[] accelerations = new Point3[bodies.Length];
        Accelerate(bodies, softening, accelerations);
        for (int step = 0; step < steps; step++)
        {
            Kick(bodies, accelerations, dt / 2);
            Drift(bodies, dt);
            Accelerate(bodies, softening, accelerations);
            Kick(bodies, accelerations, dt / 2);
        }
    }

    [Differentiable(nameof(bodies))]
    public static double Energy(ReadOnlySpan<Body> bodies, double softening)
    {
        double kinetic = 0, potential = 0;
        for (int i = 0; i < bodies.Length; i++)
        {
            ref readonly Body a = ref bodies[i];
            kinetic += 0.5 * a.Mass * a.Velocity.LengthSquared;
            for (int j = 0; j < i; j++)
            {
                double r2 = Difference(a.Position, bodies[j].Position).LengthSquared + softening * softening;
                potential -= G * a.Mass * bodies[j].Mass / Math.Sqrt(r2);
            }
        }

        return kinetic + potential;
    }

    /// <summary>How far one body ends from a place.</summary>
    [Differentiable(nameof(start))]
    public static double Miss(ReadOnlySpan<Body> start, int which, Point3 target, double dt, int steps)
    {
        Span<Body> bodies = new Body[start.Length];
        start.CopyTo(bodies);
        Leapfrog(bodies, dt, 0.05, steps);
        return Difference(bodies[which].Position, target).LengthSquared;
    }
}
