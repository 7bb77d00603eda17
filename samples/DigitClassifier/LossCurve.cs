using System.Globalization;
using System.Text;

namespace DigitClassifier;

/// <summary>The loss over the epochs as a picture of characters.</summary>
internal static class LossCurve
{
    private const int Height = 8;
    private const int Width = 60;
    private const string Eighths = " ▁▂▃▄▅▆▇█";

    /// <summary>Draws a column for each epoch, or for each few of them where there are more than fit.</summary>
    /// <returns>The lines from top to bottom.</returns>
    public static IEnumerable<string> Draw(IReadOnlyList<Epoch> epochs)
    {
        double[] columns = Columns([.. epochs.Select(epoch => epoch.Loss)]);
        double top = columns.Max();
        for (int row = Height - 1; row >= 0; row--)
        {
            StringBuilder line = new(row == Height - 1 ? Number(top) : row == 0 ? Number(0) : new string(' ', Number(0).Length));
            line.Append(" │");
            foreach (double loss in columns)
            {
                // A column is `loss / top * Height` cells tall; this is how much of it lies in this row, in eighths of a cell.
                double filled = top > 0 ? (loss / top * Height - row) * 8 : 0;
                line.Append(Eighths[(int)Math.Clamp(Math.Round(filled), row == 0 ? 1 : 0, 8)]);
            }

            yield return line.ToString();
        }
    }

    private static double[] Columns(double[] losses)
    {
        int count = Math.Min(Width, losses.Length);
        return [.. Enumerable.Range(0, count).Select(i => losses[(i * losses.Length / count)..((i + 1) * losses.Length / count)].Average())];
    }

    private static string Number(double loss) => loss.ToString("F2", CultureInfo.InvariantCulture).PadLeft(7);
}
