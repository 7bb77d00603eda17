namespace SourceGrad.Generator;

/// <summary>The names of the pipeline's steps, for the tests of incrementality.</summary>
internal static class TrackingNames
{
    public const string Model = nameof(Model);
    public const string Options = nameof(Options);
    public const string Type = nameof(Type);
    public const string Checks = nameof(Checks);
    public const string Source = nameof(Source);
}
