namespace System.Numerics.Tensors;

internal static partial class TensorPrimitives
{
    // The package has these for float without a type parameter too, and overload resolution prefers them.

    public static float Sum(ReadOnlySpan<float> x) => Sum<float>(x);

    public static float SumOfSquares(ReadOnlySpan<float> x) => SumOfSquares<float>(x);

    public static float SumOfMagnitudes(ReadOnlySpan<float> x) => SumOfMagnitudes<float>(x);

    public static float Norm(ReadOnlySpan<float> x) => Norm<float>(x);

    public static float Product(ReadOnlySpan<float> x) => Product<float>(x);

    public static float Max(ReadOnlySpan<float> x) => Max<float>(x);

    public static float Min(ReadOnlySpan<float> x) => Min<float>(x);

    public static int IndexOfMax(ReadOnlySpan<float> x) => IndexOfMax<float>(x);

    public static int IndexOfMin(ReadOnlySpan<float> x) => IndexOfMin<float>(x);

    public static float Dot(ReadOnlySpan<float> x, ReadOnlySpan<float> y) => Dot<float>(x, y);

    public static float Distance(ReadOnlySpan<float> x, ReadOnlySpan<float> y) => Distance<float>(x, y);

    public static float CosineSimilarity(ReadOnlySpan<float> x, ReadOnlySpan<float> y) => CosineSimilarity<float>(x, y);

    public static float ProductOfSums(ReadOnlySpan<float> x, ReadOnlySpan<float> y) => ProductOfSums<float>(x, y);

    public static float ProductOfDifferences(ReadOnlySpan<float> x, ReadOnlySpan<float> y) => ProductOfDifferences<float>(x, y);

    public static void Abs(ReadOnlySpan<float> x, Span<float> destination) => Abs<float>(x, destination);

    public static void Cosh(ReadOnlySpan<float> x, Span<float> destination) => Cosh<float>(x, destination);

    public static void Exp(ReadOnlySpan<float> x, Span<float> destination) => Exp<float>(x, destination);

    public static void Log(ReadOnlySpan<float> x, Span<float> destination) => Log<float>(x, destination);

    public static void Log2(ReadOnlySpan<float> x, Span<float> destination) => Log2<float>(x, destination);

    public static void Negate(ReadOnlySpan<float> x, Span<float> destination) => Negate<float>(x, destination);

    public static void Sigmoid(ReadOnlySpan<float> x, Span<float> destination) => Sigmoid<float>(x, destination);

    public static void Sinh(ReadOnlySpan<float> x, Span<float> destination) => Sinh<float>(x, destination);

    public static void SoftMax(ReadOnlySpan<float> x, Span<float> destination) => SoftMax<float>(x, destination);

    public static void Tanh(ReadOnlySpan<float> x, Span<float> destination) => Tanh<float>(x, destination);

    public static void Add(ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> destination) => Add<float>(x, y, destination);

    public static void Add(ReadOnlySpan<float> x, float y, Span<float> destination) => Add<float>(x, y, destination);

    public static void Divide(ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> destination) => Divide<float>(x, y, destination);

    public static void Divide(ReadOnlySpan<float> x, float y, Span<float> destination) => Divide<float>(x, y, destination);

    public static void Multiply(ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> destination) => Multiply<float>(x, y, destination);

    public static void Multiply(ReadOnlySpan<float> x, float y, Span<float> destination) => Multiply<float>(x, y, destination);

    public static void Subtract(ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> destination) => Subtract<float>(x, y, destination);

    public static void Subtract(ReadOnlySpan<float> x, float y, Span<float> destination) => Subtract<float>(x, y, destination);

    public static void Max(ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> destination) => Max<float>(x, y, destination);

    public static void Min(ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> destination) => Min<float>(x, y, destination);

    public static void MultiplyAdd(ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> addend, Span<float> destination) => MultiplyAdd<float>(x, y, addend, destination);

    public static void MultiplyAdd(ReadOnlySpan<float> x, ReadOnlySpan<float> y, float addend, Span<float> destination) => MultiplyAdd<float>(x, y, addend, destination);

    public static void MultiplyAdd(ReadOnlySpan<float> x, float y, ReadOnlySpan<float> addend, Span<float> destination) => MultiplyAdd<float>(x, y, addend, destination);

    public static void AddMultiply(ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> multiplier, Span<float> destination) => AddMultiply<float>(x, y, multiplier, destination);

    public static void AddMultiply(ReadOnlySpan<float> x, ReadOnlySpan<float> y, float multiplier, Span<float> destination) => AddMultiply<float>(x, y, multiplier, destination);

    public static void AddMultiply(ReadOnlySpan<float> x, float y, ReadOnlySpan<float> multiplier, Span<float> destination) => AddMultiply<float>(x, y, multiplier, destination);
}
