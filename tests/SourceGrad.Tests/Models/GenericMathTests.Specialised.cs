namespace SourceGrad.Tests.Models;

/// <content>The same methods, written for one type.</content>
public sealed partial class GenericMathTests
{
    private static double[] InDouble(string name)
    {
        static double N(double value) => value;

        switch (name)
        {
            case "Rosenbrock":
                {
                    double f = DoubleModels.RosenbrockValueAndGradient(N(1.3), N(-0.7), out double a, out double b);
                    return [f, a, b];
                }

            case "Logistic":
                {
                    double[] w = [N(0.3), N(-1.2), N(0.8)], x = [N(1), N(0.5), N(-2)], wg = new double[3], xg = new double[3];
                    double f = DoubleModels.LogisticValueAndGradient(w, x, N(0.1), N(0.75), wg, xg, out double b, out double t);
                    return [f, .. wg, .. xg, b, t];
                }

            case "Iterate":
                {
                    double f = DoubleModels.IterateValueAndGradient(N(2.7), N(0.3), 7, out double r, out double x);
                    return [f, r, x];
                }

            case "Huber":
                {
                    double[] x = [N(0.3), N(-1.2), N(0), N(12), N(-4)], g = new double[5];
                    double f = DoubleModels.HuberValueAndGradient(x, N(1), g, out double d);
                    return [f, .. g, d];
                }

            case "Kinks":
                {
                    double f = DoubleModels.KinksValueAndGradient(N(0.6), N(0.6), N(-0.4), out double x, out double y, out double z);
                    return [f, x, y, z];
                }

            case "Powers":
                {
                    double f = DoubleModels.PowersValueAndGradient(N(1.3), N(2.5), out double x, out double y);
                    return [f, x, y];
                }

            case "Trigonometry":
                {
                    double f = DoubleModels.TrigonometryValueAndGradient(N(0.6), N(0.3), out double x, out double y);
                    return [f, x, y];
                }

            case "Exponentials":
                {
                    double f = DoubleModels.ExponentialsValueAndGradient(N(0.6), N(1.7), out double x, out double y);
                    return [f, x, y];
                }

            case "Softmax":
                {
                    double[] x = [N(0.3), N(-1.2), N(0.8), N(0.8)], g = new double[4];
                    double f = DoubleModels.SoftmaxValueAndGradient(x, 2, g);
                    return [f, .. g];
                }

            case "Energy":
                {
                    double f = DoubleModels.EnergyValueAndGradient(new(N(1), N(2), N(3)), new(N(-1), N(0.5), N(2)), N(0.7), out Vec<double> v, out Vec<double> w, out double k);
                    return [f, v.X, v.Y, v.Z, w.X, w.Y, w.Z, k];
                }

            case "Potential":
                {
                    Vec<double>[] x = [new(N(1), N(2), N(3)), new(N(-1), N(0.5), N(2)), new(N(0.5), N(0.25), N(-1))], g = new Vec<double>[3];
                    double f = DoubleModels.PotentialValueAndGradient(x, N(0.7), g, out double c);
                    return [f, .. g.SelectMany(v => new[] { v.X, v.Y, v.Z }), c];
                }

            case "Normalize":
                {
                    double[] x = [N(1), N(-2), N(0.5)], g = new double[3];
                    double scale = N(0);
                    DoubleModels.NormalizeVjp(x, N(1.5), [N(1), N(0.5), N(-2)], g, ref scale);
                    return [.. x, .. g, scale];
                }

            case "Root":
                {
                    double f = DoubleModels.RootValueAndGradient(N(2), N(1.5), out double a, out double s);
                    return [f, a, s];
                }

            case "Horner":
                {
                    double[] c = [N(1), N(-0.5), N(0.25)], g = new double[3];
                    double f = DoubleModels.HornerValueAndGradient(c, N(0.5), g, out double x);
                    return [f, .. g, x];
                }

            case "Length":
                {
                    double[] x = [N(3), N(-4), N(1)], g = new double[3];
                    double f = DoubleModels.LengthValueAndGradient(x, g);
                    return [f, .. g];
                }

            case "Wave":
                {
                    double f = DoubleModels.WaveValueAndGradient(N(0.6), N(0.3), out double x, out double p);
                    return [f, x, p];
                }

            case "Square":
                {
                    double f = DoubleModels.SquareValueAndGradient(N(1.3), out double x);
                    return [f, x];
                }

            case "Mixed":
                {
                    double f = DoubleModels.MixedValueAndGradient(N(1.3), 0.25, 3, 0.5f, out double x, out double r, out float w);
                    return [f, x, N(r), N(w)];
                }

            default:
                throw new ArgumentOutOfRangeException(nameof(name));
        }
    }

    private static float[] InFloat(string name)
    {
        static float N(double value) => (float)value;

        switch (name)
        {
            case "Rosenbrock":
                {
                    float f = FloatModels.RosenbrockValueAndGradient(N(1.3), N(-0.7), out float a, out float b);
                    return [f, a, b];
                }

            case "Logistic":
                {
                    float[] w = [N(0.3), N(-1.2), N(0.8)], x = [N(1), N(0.5), N(-2)], wg = new float[3], xg = new float[3];
                    float f = FloatModels.LogisticValueAndGradient(w, x, N(0.1), N(0.75), wg, xg, out float b, out float t);
                    return [f, .. wg, .. xg, b, t];
                }

            case "Iterate":
                {
                    float f = FloatModels.IterateValueAndGradient(N(2.7), N(0.3), 7, out float r, out float x);
                    return [f, r, x];
                }

            case "Huber":
                {
                    float[] x = [N(0.3), N(-1.2), N(0), N(12), N(-4)], g = new float[5];
                    float f = FloatModels.HuberValueAndGradient(x, N(1), g, out float d);
                    return [f, .. g, d];
                }

            case "Kinks":
                {
                    float f = FloatModels.KinksValueAndGradient(N(0.6), N(0.6), N(-0.4), out float x, out float y, out float z);
                    return [f, x, y, z];
                }

            case "Powers":
                {
                    float f = FloatModels.PowersValueAndGradient(N(1.3), N(2.5), out float x, out float y);
                    return [f, x, y];
                }

            case "Trigonometry":
                {
                    float f = FloatModels.TrigonometryValueAndGradient(N(0.6), N(0.3), out float x, out float y);
                    return [f, x, y];
                }

            case "Exponentials":
                {
                    float f = FloatModels.ExponentialsValueAndGradient(N(0.6), N(1.7), out float x, out float y);
                    return [f, x, y];
                }

            case "Softmax":
                {
                    float[] x = [N(0.3), N(-1.2), N(0.8), N(0.8)], g = new float[4];
                    float f = FloatModels.SoftmaxValueAndGradient(x, 2, g);
                    return [f, .. g];
                }

            case "Energy":
                {
                    float f = FloatModels.EnergyValueAndGradient(new(N(1), N(2), N(3)), new(N(-1), N(0.5), N(2)), N(0.7), out Vec<float> v, out Vec<float> w, out float k);
                    return [f, v.X, v.Y, v.Z, w.X, w.Y, w.Z, k];
                }

            case "Potential":
                {
                    Vec<float>[] x = [new(N(1), N(2), N(3)), new(N(-1), N(0.5), N(2)), new(N(0.5), N(0.25), N(-1))], g = new Vec<float>[3];
                    float f = FloatModels.PotentialValueAndGradient(x, N(0.7), g, out float c);
                    return [f, .. g.SelectMany(v => new[] { v.X, v.Y, v.Z }), c];
                }

            case "Normalize":
                {
                    float[] x = [N(1), N(-2), N(0.5)], g = new float[3];
                    float scale = N(0);
                    FloatModels.NormalizeVjp(x, N(1.5), [N(1), N(0.5), N(-2)], g, ref scale);
                    return [.. x, .. g, scale];
                }

            case "Root":
                {
                    float f = FloatModels.RootValueAndGradient(N(2), N(1.5), out float a, out float s);
                    return [f, a, s];
                }

            case "Horner":
                {
                    float[] c = [N(1), N(-0.5), N(0.25)], g = new float[3];
                    float f = FloatModels.HornerValueAndGradient(c, N(0.5), g, out float x);
                    return [f, .. g, x];
                }

            case "Length":
                {
                    float[] x = [N(3), N(-4), N(1)], g = new float[3];
                    float f = FloatModels.LengthValueAndGradient(x, g);
                    return [f, .. g];
                }

            case "Wave":
                {
                    float f = FloatModels.WaveValueAndGradient(N(0.6), N(0.3), out float x, out float p);
                    return [f, x, p];
                }

            case "Square":
                {
                    float f = FloatModels.SquareValueAndGradient(N(1.3), out float x);
                    return [f, x];
                }

            case "Mixed":
                {
                    float f = FloatModels.MixedValueAndGradient(N(1.3), 0.25, 3, 0.5f, out float x, out double r, out float w);
                    return [f, x, N(r), N(w)];
                }

            default:
                throw new ArgumentOutOfRangeException(nameof(name));
        }
    }
}
