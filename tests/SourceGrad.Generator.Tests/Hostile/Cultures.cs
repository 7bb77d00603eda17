using System.Globalization;

namespace SourceGrad.Generator.Tests.Hostile;

/// <summary>Cultures that write numbers and change the case of letters in ways of their own.</summary>
internal static class Cultures
{
    public static readonly string[] Names = ["tr-TR", "de-DE", "ar-SA"];

    /// <summary>The system's own culture. A system without any gets one that writes numbers as no generated code may.</summary>
    public static CultureInfo Of(string name)
    {
        try
        {
            return new CultureInfo(name);
        }
        catch (CultureNotFoundException)
        {
            CultureInfo culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            culture.NumberFormat.NumberDecimalSeparator = ",";
            culture.NumberFormat.NumberGroupSeparator = ".";
            culture.NumberFormat.NegativeSign = "\u2212";
            culture.NumberFormat.NaNSymbol = name;
            culture.NumberFormat.PositiveInfinitySymbol = name;
            return culture;
        }
    }

    /// <summary>Runs in a culture, on this thread and on those that it starts.</summary>
    public static T Run<T>(CultureInfo culture, Func<T> action)
    {
        (CultureInfo before, CultureInfo interfaceBefore, CultureInfo? otherThreads) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture, CultureInfo.DefaultThreadCurrentCulture);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = culture;
            CultureInfo.DefaultThreadCurrentCulture = culture;
            return action();
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (before, interfaceBefore);
            CultureInfo.DefaultThreadCurrentCulture = otherThreads;
        }
    }
}
