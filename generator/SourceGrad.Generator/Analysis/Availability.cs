using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Analysis;

/// <summary>Which values are known where another one is defined.</summary>
internal sealed class Availability
{
    private readonly Dictionary<Value, (int Order, int[] Regions)> _places = [];
    private int _order;
    private int _regions;

    public Availability(Function function)
    {
        foreach (Value parameter in function.Parameters)
        {
            _places[parameter] = (0, []);
        }

        Collect(function.Body, []);
    }

    /// <summary>The first value can be read where the second one is defined.</summary>
    public bool IsBefore(Value value, Value other)
    {
        (int order, int[] regions) = _places[value];
        (int otherOrder, int[] otherRegions) = _places[other];
        return order < otherOrder && regions.Length <= otherRegions.Length && regions.Zip(otherRegions, (one, two) => one == two).All(same => same);
    }

    private void Collect(Region region, int[] regions)
    {
        foreach (Statement statement in region.Statements)
        {
            _order++;
            foreach (Value result in statement.Results)
            {
                _places[result] = (_order, regions);
            }

            foreach (Region inner in statement.Regions)
            {
                int[] own = [.. regions, ++_regions];
                foreach (Value defined in statement switch { For loop => [loop.Index, .. loop.Parameters], While loop => loop.Parameters, _ => Enumerable.Empty<Value>() })
                {
                    _places[defined] = (_order, own);
                }

                Collect(inner, own);
            }
        }
    }
}
