using SourceGrad.Generator.Optimization;

namespace SourceGrad.Generator.Tests.Optimization;

/// <summary>Counters that always agree become one.</summary>
public sealed class EqualCountersTests
{
    [Fact]
    public void SameStartAndStep() => PassText.Check(
        EqualCounters.Run,
        """
        %1: int = 0
        %2: int = 0
        %3: double, %4: int, %20: int = while (%6: double = %x.100, %5: int = %1, %7: int = %2) {
          %8: bool = %6 < %y.101
          yield %8
        } do {
          %9: double = %6 * %6
          %10: int = 1
          %11: int = 1
          %12: int = %5 + %10
          %13: int = %7 + %11
          yield %9, %12, %13
        }
        %14: int = %4 + %20
        %15: double = convert %14
        %16: double = %15 + %3
        yield %16
        """,
        """
        %1: int = 0
        %2: int = 0
        %3: double, %4: int = while (%6: double = %x.100, %5: int = %1) {
          %8: bool = %6 < %y.101
          yield %8
        } do {
          %9: double = %6 * %6
          %10: int = 1
          %11: int = 1
          %12: int = %5 + %10
          %13: int = %5 + %11
          yield %9, %12
        }
        %14: int = %4 + %4
        %15: double = convert %14
        %16: double = %15 + %3
        yield %16
        """);

    [Fact]
    public void AnotherStart() => PassText.Unchanged(
        EqualCounters.Run,
        """
        %1: int = 0
        %2: int = 1
        %3: double, %4: int, %20: int = while (%6: double = %x.100, %5: int = %1, %7: int = %2) {
          %8: bool = %6 < %y.101
          yield %8
        } do {
          %9: double = %6 * %6
          %10: int = 1
          %11: int = 1
          %12: int = %5 + %10
          %13: int = %7 + %11
          yield %9, %12, %13
        }
        %14: int = %4 + %20
        %15: double = convert %14
        %16: double = %15 + %3
        yield %16
        """);

    [Fact]
    public void AnotherStep() => PassText.Unchanged(
        EqualCounters.Run,
        """
        %1: int = 0
        %2: int = 0
        %3: double, %4: int, %20: int = while (%6: double = %x.100, %5: int = %1, %7: int = %2) {
          %8: bool = %6 < %y.101
          yield %8
        } do {
          %9: double = %6 * %6
          %10: int = 1
          %11: int = 2
          %12: int = %5 + %10
          %13: int = %7 + %11
          yield %9, %12, %13
        }
        %14: int = %4 + %20
        %15: double = convert %14
        %16: double = %15 + %3
        yield %16
        """);

    [Fact]
    public void OneCountsTheOther() => PassText.Unchanged(
        EqualCounters.Run,
        """
        %1: int = 0
        %2: int = 0
        %3: double, %4: int, %20: int = while (%6: double = %x.100, %5: int = %1, %7: int = %2) {
          %8: bool = %6 < %y.101
          yield %8
        } do {
          %9: double = %6 * %6
          %10: int = 1
          %11: int = 1
          %12: int = %7 + %10
          %13: int = %7 + %11
          yield %9, %12, %13
        }
        %14: int = %4 + %20
        %15: double = convert %14
        %16: double = %15 + %3
        yield %16
        """);
}
