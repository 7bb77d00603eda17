using System.Numerics;
using System.Runtime.CompilerServices;

namespace SourceGrad.Runtime;

// The error function, which Math lacks.
public static partial class Lanes
{
    /// <summary>The error function. Error at most 3.0 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Erf(Vector<double> x)
    {
        // x·p(x²) up to 1, and from there 1 - e^q(x) with q fitted to log erfc; from 6 on the result is ±1.
        Vector<double> y = Arithmetic.MinNative(new Vector<double>(6), Vector.AndNot(x, SignDouble));
        Vector<double> near = y * ErfQuotient(y * y);
        Vector<double> far = Vector<double>.One - Exp(LogErfc(y));
        return Vector.ConditionalSelect(Vector.LessThan(y, Vector<double>.One), near, far) | (x & SignDouble);
    }

    /// <summary>The error function. Error at most 0.6 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Erf(Vector<float> x)
    {
        Vector.Widen(x, out Vector<double> low, out Vector<double> high);
        return Vector.Narrow(Erf(low), Erf(high));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> ErfQuotient(Vector<double> z)
    {
        Vector<double> w = z * z;
        Vector<double> even = Arithmetic.MultiplyAddEstimate(w, new Vector<double>(5.945258793865963e-11), new Vector<double>(1.4657879370761084e-08));
        Vector<double> odd = Arithmetic.MultiplyAddEstimate(w, new Vector<double>(-1.136566417291417e-09), new Vector<double>(-1.6350025151715698e-07));
        even = Arithmetic.MultiplyAddEstimate(w, even, new Vector<double>(1.6460972810307136e-06));
        odd = Arithmetic.MultiplyAddEstimate(w, odd, new Vector<double>(-1.4925593506473707e-05));
        even = Arithmetic.MultiplyAddEstimate(w, even, new Vector<double>(0.00012055331036882557));
        odd = Arithmetic.MultiplyAddEstimate(w, odd, new Vector<double>(-0.0008548326978741749));
        even = Arithmetic.MultiplyAddEstimate(w, even, new Vector<double>(0.005223977624780859));
        odd = Arithmetic.MultiplyAddEstimate(w, odd, new Vector<double>(-0.026866170645072893));
        even = Arithmetic.MultiplyAddEstimate(w, even, new Vector<double>(0.11283791670954857));
        odd = Arithmetic.MultiplyAddEstimate(w, odd, new Vector<double>(-0.3761263890318375));
        even = Arithmetic.MultiplyAddEstimate(w, even, new Vector<double>(1.1283791670955126));
        return Arithmetic.MultiplyAddEstimate(z, odd, even);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> LogErfc(Vector<double> x)
    {
        Vector<double> w = x * x;
        Vector<double> even = Arithmetic.MultiplyAddEstimate(w, new Vector<double>(1.7403555567901874e-11), new Vector<double>(1.0726440540094542e-08));
        Vector<double> odd = Arithmetic.MultiplyAddEstimate(w, new Vector<double>(-6.410805671181775e-10), new Vector<double>(-1.064345607730129e-07));
        even = Arithmetic.MultiplyAddEstimate(w, even, new Vector<double>(6.75382391539964e-07));
        odd = Arithmetic.MultiplyAddEstimate(w, odd, new Vector<double>(-2.6107173887745496e-06));
        even = Arithmetic.MultiplyAddEstimate(w, even, new Vector<double>(3.3753061194749203e-06));
        odd = Arithmetic.MultiplyAddEstimate(w, odd, new Vector<double>(2.868172876829158e-05));
        even = Arithmetic.MultiplyAddEstimate(w, even, new Vector<double>(-0.00023218551621412314));
        odd = Arithmetic.MultiplyAddEstimate(w, odd, new Vector<double>(0.0009226351511921087));
        even = Arithmetic.MultiplyAddEstimate(w, even, new Vector<double>(-0.0021024333571969234));
        odd = Arithmetic.MultiplyAddEstimate(w, odd, new Vector<double>(0.0005878833391400592));
        even = Arithmetic.MultiplyAddEstimate(w, even, new Vector<double>(0.018862381348825435));
        odd = Arithmetic.MultiplyAddEstimate(w, odd, new Vector<double>(-0.1026359308957513));
        even = Arithmetic.MultiplyAddEstimate(w, even, new Vector<double>(-0.63666825430016));
        odd = Arithmetic.MultiplyAddEstimate(w, odd, new Vector<double>(-1.128368549324261));
        even = Arithmetic.MultiplyAddEstimate(w, even, new Vector<double>(-1.0817469159120944e-06));
        return Arithmetic.MultiplyAddEstimate(x, odd, even);
    }
}
