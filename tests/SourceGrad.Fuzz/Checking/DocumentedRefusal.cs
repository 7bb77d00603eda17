namespace SourceGrad.Fuzz.Checking;

/// <summary>C# that the fuzzer makes up and that docs/language.md says has an error: to refuse it is right.</summary>
/// <param name="Id">The diagnostic.</param>
/// <param name="Words">What its message says.</param>
/// <param name="Reason">What the documentation calls it.</param>
internal sealed record DocumentedRefusal(string Id, string Words, string Reason)
{
    private static readonly DocumentedRefusal[] s_all =
    [
        new("SG0008", "How many elements are added to the list is not known", "list of unknown length"),
        new("SG0008", "A span of structs that the called method may write to is not supported", "span of structs that a method which is called may write"),
        new("SG0018", ", which outlives the call, is not supported", "assignment to a field of the model"),
        new("SG0008", ", which is not inlined, in another way too", "alias that reaches a method that is called"),
    ];

    /// <summary>The reasons for which a program is refused; null where one of them is not documented.</summary>
    public static string? Find(IEnumerable<(string Id, string Message)> errors)
    {
        List<DocumentedRefusal?> found = [.. errors.Select(e => s_all.FirstOrDefault(r => r.Id == e.Id && e.Message.Contains(r.Words, StringComparison.Ordinal)))];
        return found.Count == 0 || found.Contains(null) ? null : string.Join(", ", found.Select(r => r!.Reason).Distinct());
    }
}
