namespace SourceGrad.Mutation.Rewriting;

/// <summary>The class that is compiled into the rewritten generator, and that decides at each place which code runs.</summary>
internal static class Switch
{
    public const string Type = "SourceGrad.Generator.Mutants";

    /// <summary>
    /// All of it belongs to the thread, so that mutants can be tried side by side. A mutant that runs for too long, or too deep, gets an exception.
    /// </summary>
    public const string Source = """
        namespace SourceGrad.Generator
        {
            public static class Mutants
            {
                [System.ThreadStatic] public static int Active;
                [System.ThreadStatic] public static bool[]? Reached;
                [System.ThreadStatic] public static long Fuel;

                public static bool Is(int id)
                {
                    if (Reached is { } reached) reached[id] = true;
                    return id == Active;
                }

                public static void Tick()
                {
                    if (Active != 0)
                    {
                        if (--Fuel < 0) throw new System.TimeoutException("The mutant does not come to an end.");
                        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
                    }
                }

                public static void Start(int id, bool[]? reached, long fuel) => (Active, Reached, Fuel) = (id, reached, fuel);
            }
        }
        """;
}
