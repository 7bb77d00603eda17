namespace SourceGrad.Benchmarks.Cases.Gmm;

/// <summary>Where the parts of the lane implementation's working memory start.</summary>
internal readonly struct GmmScratch
{
    public GmmScratch(int k, int d, int block, int width, bool withGradient, int first)
    {
        int triangle = d * (d - 1) / 2, lanes = withGradient ? width : 0;
        (K, D, Points) = (k, d, first);
        Centered = Points + d * block;
        Products = Centered + d * block;
        Terms = Products + k * d * block;
        MeansSums = Terms + k * block;
        QSums = MeansSums + k * d * lanes;
        AlphasSums = QSums + k * d * lanes;
        LSums = AlphasSums + k * lanes;
        Diagonals = LSums + k * triangle * lanes;
        Offsets = Diagonals + k * d;
        Rows = Offsets + k;
    }

    public int K { get; }

    public int D { get; }

    public int Points { get; }

    public int Centered { get; }

    public int Products { get; }

    public int Terms { get; }

    public int MeansSums { get; }

    public int QSums { get; }

    public int AlphasSums { get; }

    public int LSums { get; }

    public int Diagonals { get; }

    public int Offsets { get; }

    public int Rows { get; }
}
