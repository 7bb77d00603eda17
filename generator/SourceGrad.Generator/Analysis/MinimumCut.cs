namespace SourceGrad.Generator.Analysis;

/// <summary>
/// A minimum vertex cut between sources and sinks of a directed graph with vertex weights: the cheapest set of vertices
/// that every path from a source to a sink meets. Vertices are split into an in- and an out-half, and the maximum flow is found by
/// Dinic's algorithm ("Algorithm for solution of a problem of maximum flow in networks", 1970). Of all minimum cuts
/// it takes the one nearest to the sinks, which leaves the least to recompute.
/// </summary>
internal sealed class MinimumCut
{
    public const int Infinite = int.MaxValue / 4;

    private readonly List<int> _targets = [];
    private readonly List<int> _capacities = [];
    private readonly List<List<int>> _edges = [];
    private readonly int _vertices;
    private readonly int _source;
    private readonly int _sink;

    public MinimumCut(int vertices)
    {
        _vertices = vertices;
        _source = 2 * vertices;
        _sink = _source + 1;
        for (int i = 0; i < (2 * vertices) + 2; i++)
        {
            _edges.Add([]);
        }
    }

    public void Weigh(int vertex, int weight) => Connect(2 * vertex, (2 * vertex) + 1, weight);

    public void AddEdge(int from, int to) => Connect((2 * from) + 1, 2 * to, Infinite);

    public void AddSource(int vertex) => Connect(_source, 2 * vertex, Infinite);

    public void AddSink(int vertex) => Connect((2 * vertex) + 1, _sink, Infinite);

    /// <summary>The vertices of the cut, in ascending order.</summary>
    public List<int> Solve()
    {
        int[] levels = new int[_edges.Count];
        int[] next = new int[_edges.Count];
        while (Level(levels))
        {
            Array.Clear(next, 0, next.Length);
            while (Augment(levels, next))
            {
            }
        }

        bool[] reachesSink = ReachesSink();
        List<int> cut = [];
        for (int vertex = 0; vertex < _vertices; vertex++)
        {
            if (!reachesSink[2 * vertex] && reachesSink[(2 * vertex) + 1])
            {
                cut.Add(vertex);
            }
        }

        return cut;
    }

    private void Connect(int from, int to, int capacity)
    {
        _edges[from].Add(_targets.Count);
        _targets.Add(to);
        _capacities.Add(capacity);
        _edges[to].Add(_targets.Count);
        _targets.Add(from);
        _capacities.Add(0);
    }

    private bool Level(int[] levels)
    {
        for (int i = 0; i < levels.Length; i++)
        {
            levels[i] = -1;
        }

        levels[_source] = 0;
        Queue<int> open = new([_source]);
        while (open.Count > 0)
        {
            int node = open.Dequeue();
            foreach (int edge in _edges[node])
            {
                if (_capacities[edge] > 0 && levels[_targets[edge]] < 0)
                {
                    levels[_targets[edge]] = levels[node] + 1;
                    open.Enqueue(_targets[edge]);
                }
            }
        }

        return levels[_sink] >= 0;
    }

    /// <summary>One augmenting path along the levels, found without recursion: paths are as long as the code is.</summary>
    private bool Augment(int[] levels, int[] next)
    {
        List<int> path = [];
        int node = _source;
        while (node != _sink)
        {
            int chosen = -1;
            for (; next[node] < _edges[node].Count; next[node]++)
            {
                int edge = _edges[node][next[node]];
                if (_capacities[edge] > 0 && levels[_targets[edge]] == levels[node] + 1)
                {
                    chosen = edge;
                    break;
                }
            }

            if (chosen >= 0)
            {
                path.Add(chosen);
                node = _targets[chosen];
            }
            else if (node == _source)
            {
                return false;
            }
            else
            {
                int last = path[path.Count - 1];
                path.RemoveAt(path.Count - 1);
                node = _targets[last ^ 1];
                next[node]++;
            }
        }

        int flow = path.Min(edge => _capacities[edge]);
        foreach (int edge in path)
        {
            _capacities[edge] -= flow;
            _capacities[edge ^ 1] += flow;
        }

        return true;
    }

    private bool[] ReachesSink()
    {
        bool[] reached = new bool[_edges.Count];
        reached[_sink] = true;
        Queue<int> open = new([_sink]);
        while (open.Count > 0)
        {
            foreach (int edge in _edges[open.Dequeue()])
            {
                int from = _targets[edge];
                if (_capacities[edge ^ 1] > 0 && !reached[from])
                {
                    reached[from] = true;
                    open.Enqueue(from);
                }
            }
        }

        return reached;
    }
}
