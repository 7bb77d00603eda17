namespace SourceGrad.Tests.Conformance;

/// <summary>Complex numbers: values and branches as in the framework, derivatives also where the framework takes a shortcut.</summary>
internal static class ComplexRows
{
    public static readonly Row[] All =
    [
        Complex("complex: product", """
            [Differentiable]
            public static double F(double a, double b)
            {
                Complex z = new(a, b);
                Complex r = z * z;
                return r.Real + 2 * r.Imaginary;
            }
            """).At(3.0, 2.0).Gives(29.0, 14.0, 8.0),

        Complex("complex: quotient", """
            [Differentiable]
            public static double F(double a, double b)
            {
                Complex z = new(a, b);
                Complex r = (z + 2) / (z * z - Complex.ImaginaryOne);
                return r.Real + 2 * r.Imaginary;
            }
            """).At(0.75, -0.5).At(-1.25, 0.5).At(-0.5, -2.0),

        Complex("complex: operators with numbers", """
            [Differentiable]
            public static double F(double a, double b)
            {
                Complex z = new(a, b);
                Complex r = 2 * z - 1 / (3 + z) + (z - 0.5) / 2 * 3 - (1 - z);
                return r.Real + 2 * r.Imaginary;
            }
            """).At(0.75, -0.5).At(-1.25, 0.5).At(-0.5, -2.0),

        Complex("complex: methods for operators", """
            [Differentiable]
            public static double F(double a, double b)
            {
                Complex z = new(a, b);
                Complex r = Complex.Add(Complex.Multiply(z, 2), Complex.Divide(1, Complex.Subtract(z, 3))) + Complex.Negate(z);
                return r.Real + 2 * r.Imaginary;
            }
            """).At(0.75, -0.5).At(-1.25, 0.5).At(-0.5, -2.0),

        Complex("complex: conversion from numbers", """
            [Differentiable]
            public static double F(double a, double b)
            {
                Complex z = new(a, b);
                Complex k = a, n = 3;
                Complex r = z * k + n;
                return r.Real + 2 * r.Imaginary;
            }
            """).At(0.75, -0.5).At(-1.25, 0.5).At(-0.5, -2.0),

        Complex("complex: polar coordinates", """
            [Differentiable]
            public static double F(double a, double b)
            {
                Complex z = new(a, b);
                Complex r = Complex.FromPolarCoordinates(z.Magnitude * 2, z.Phase + a);
                return r.Real + 2 * r.Imaginary;
            }
            """).At(0.75, -0.5).At(-1.25, 0.5).At(-0.5, -2.0),

        Complex("complex: exp and log", """
            [Differentiable]
            public static double F(double a, double b)
            {
                Complex z = new(a, b);
                Complex r = Complex.Exp(z) * Complex.Log(z) + Complex.Log(z, 3) + Complex.Log10(z);
                return r.Real + 2 * r.Imaginary;
            }
            """).At(0.75, -0.5).At(-1.25, 0.5).At(-0.5, -2.0),

        Complex("complex: square root", """
            [Differentiable]
            public static double F(double a, double b)
            {
                Complex z = new(a, b);
                Complex r = Complex.Sqrt(z);
                return r.Real + 2 * r.Imaginary;
            }
            """).At(0.75, -0.5).At(-1.25, 0.5).At(-0.5, -2.0),

        Complex("complex: square root on the real axis", """
            [Differentiable]
            public static double F(double a, double b)
            {
                Complex z = new(a, b);
                Complex r = Complex.Sqrt(z);
                return r.Real + 2 * r.Imaginary;
            }
            """).At(4.0, 0.0).Gives(2.0, 0.25, 0.5).At(-4.0, 0.0).Gives(4.0, -0.5, 0.25).AtKink(),

        Complex("complex: square root of large numbers", """
            [Differentiable]
            public static double F(double a, double b)
            {
                Complex z = new(a, b);
                Complex r = Complex.Sqrt(z * 1e308);
                return r.Real + 2 * r.Imaginary;
            }
            """).At(1.5, 1.0),

        Complex("complex: powers", """
            [Differentiable]
            public static double F(double a, double b)
            {
                Complex z = new(a, b);
                Complex r = Complex.Pow(z, 2.5) + Complex.Pow(z, z) + Complex.Pow(2 + z, new Complex(0.5, b));
                return r.Real + 2 * r.Imaginary;
            }
            """).At(0.75, -0.5).At(-1.25, 0.5).At(-0.5, -2.0),

        Complex("complex: power of zero", """
            [Differentiable]
            public static double F(double a, double b)
            {
                Complex z = new(a, b);
                Complex r = Complex.Pow(z, 2) + Complex.Pow(Complex.Zero, z);
                return r.Real + 2 * r.Imaginary;
            }
            """).At(0.0, 0.0).Gives(1.0, 0.0, 0.0).AtKink(),

        Complex("complex: trigonometric functions", """
            [Differentiable]
            public static double F(double a, double b)
            {
                Complex z = new(a, b);
                Complex r = Complex.Sin(z) * Complex.Cos(z) + Complex.Tan(z) + Complex.Atan(z);
                return r.Real + 2 * r.Imaginary;
            }
            """).At(0.75, -0.5).At(-1.25, 0.5).At(-0.5, -2.0),

        Complex("complex: tangent far from the real axis", """
            [Differentiable]
            public static double F(double a, double b)
            {
                Complex z = new(a, b);
                Complex r = Complex.Tan(z);
                return r.Real + 2 * r.Imaginary;
            }
            """).At(0.5, 4.5).At(0.5, -5.0),

        Complex("complex: hyperbolic functions", """
            [Differentiable]
            public static double F(double a, double b)
            {
                Complex z = new(a, b);
                Complex r = Complex.Sinh(z) * Complex.Cosh(z) + Complex.Tanh(z);
                return r.Real + 2 * r.Imaginary;
            }
            """).At(0.75, -0.5).At(-1.25, 0.5).At(-0.5, -2.0),

        Complex("complex: conjugate and reciprocal", """
            [Differentiable]
            public static double F(double a, double b)
            {
                Complex z = new(a, b);
                Complex r = Complex.Conjugate(z) * Complex.Reciprocal(z) * z;
                return r.Real + 2 * r.Imaginary;
            }
            """).At(0.75, -0.5).At(-1.25, 0.5).At(-0.5, -2.0),

        Complex("complex: magnitude at zero", """
            [Differentiable]
            public static double F(double a, double b) => Complex.Abs(new Complex(a, b)) + a;
            """).At(0.0, 0.0).Gives(0.0, 1.0, 0.0).AtKink(),

        Complex("complex: iteration", """
            [Differentiable]
            public static double F(double a, double b, int steps)
            {
                Complex c = new(a, b), z = Complex.Zero;
                for (int i = 0; i < steps; i++) z = z * z + c;
                return z.Magnitude;
            }
            """).At(-0.25, 0.5, 6),

        Complex("complex: fourier transform", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> x)
            {
                Complex[] t = new Complex[x.Length];
                for (int k = 0; k < t.Length; k++)
                {
                    Complex sum = 0;
                    for (int i = 0; i < x.Length; i++) sum += x[i] * Complex.FromPolarCoordinates(1, -2 * Math.PI * i * k / x.Length);
                    t[k] = sum;
                }
                double power = 0;
                for (int k = 1; k < t.Length; k++) power += (t[k] * Complex.Conjugate(t[k - 1])).Imaginary;
                return power;
            }
            """).At(new double[] { 1, -2, 0.5, 3, 0.25 }),

        Complex("complex: arc sine and arc cosine", """
            [Differentiable]
            public static double F(double x, double y)
            {
                Complex z = new(x, y), sine = Complex.Asin(z), cosine = Complex.Acos(z);
                return sine.Real * sine.Real + Math.Exp(sine.Imaginary) + cosine.Real * cosine.Imaginary;
            }
            """).At(0.4, 0.7).At(-0.4, -1.7).At(1.4, 0.7).At(-3.4, -0.7).At(2.4, -0.3).At(0.4, 0.0).At(0.0, 0.0),

        Complex("complex: arc sine on its cut", """
            [Differentiable]
            public static double F(double x) => Complex.Acos(x).Imaginary * 2 + Complex.Asin(x).Imaginary + 3 * Complex.Asin(-x).Imaginary;
            """).At(2.4),

        Complex("complex: steps, conversions and questions", """
            [Differentiable]
            public static double F(double x, double y)
            {
                Complex z = new(x, y);
                z++;
                z = +z * (uint)3 + 'a';
                z--;
                return z.Real * z.Imaginary + (Complex.IsRealNumber(z) ? 1 : 2) + (Complex.IsComplexNumber(z) ? x : 0);
            }
            """).At(0.4, 0.7),
    ];

    private static Row Complex(string name, string source) =>
        new Row(name, $"using System.Numerics;\npublic static partial class Table\n{{\n{source}\n}}", "Table").OfLibrary();
}
