using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Vectorization;

/// <content>
/// Sums of several products that have factors in common: the first product of each, then the second. A sum waits for its product before, and the others' are worked out meanwhile; and a factor
/// that they share is in a register no longer than it takes.
/// </content>
/// <example>
/// <code>
/// p[0] += a * x0 + b * y0 + c * z0                   %s = a * x0; %t = a * x1; %s = fma(b, y0, %s); %t = fma(b, y1, %t)
/// p[1] += a * x1 + b * y1 + c * z1                   p[0] += fma(c, z0, %s); p[1] += fma(c, z1, %t)
/// </code>
/// </example>
internal sealed partial class FusedSums
{
    /// <summary>With fewer products a sum does not wait for long; measured.</summary>
    private const int ManyProducts = 3;

    /// <summary>More sums do not stay in registers.</summary>
    private const int MostTogether = 4;

    private readonly Dictionary<Statement, Together> _together = new(ReferenceComparer.Instance);
    private readonly HashSet<Value> _postponed = [];

    /// <summary>Finds sums with nothing between them that reads or writes memory.</summary>
    private void FindTogether(Region region)
    {
        Dictionary<Value, Let> numbers = [], loads = [];
        List<Together> all = [];
        Together? open = null;
        foreach (Statement statement in region.Statements)
        {
            switch (statement)
            {
                case Let { Expression: Broadcast } let:
                    numbers[let.Result] = let;
                    break;
                case Let { Expression: Constant or Unary or Binary }:
                    break;
                case Let { Expression: Load { Type.IsLanes: true } } let:
                    loads[let.Result] = let;
                    open = null;
                    break;
                case Accumulate { Buffer.Type.IsLanes: true } sum when Products(sum) is { Count: >= ManyProducts } products:
                    if (open is null || !open.Takes(products))
                    {
                        all.Add(open = new Together(loads));
                        loads = [];
                    }

                    open.Add(sum, products);
                    break;
                case Ir.Let:
                    open = null;
                    break;
                default:
                    loads = [];
                    open = null;
                    break;
            }
        }

        foreach (Together together in all.Where(together => together.Count > 1))
        {
            Postpone(together, numbers);
        }
    }

    private List<Product>? Products(Accumulate sum)
    {
        List<Term> terms = [];
        return IsSumOfRounds(sum) && AddTerms(new Term(sum.Operand, false), terms)
            ? [.. terms.Select(term => new Product(term, (Binary)Only(term.Value)!))]
            : null;
    }

    /// <summary>The sums are made anew, at the last of them; what only products of one place need, a number in all lanes or a vector from memory, comes right before those.</summary>
    private void Postpone(Together together, Dictionary<Value, Let> numbers)
    {
        foreach ((Accumulate sum, _) in together.Sums)
        {
            _together[sum] = together;
            Postpone(sum.Operand);
        }

        for (int place = 0; place < together.Places; place++)
        {
            List<Value> factors = [.. together.Sums.SelectMany(sum => sum.Products[place].Factors.Operands)];
            foreach (Value factor in factors.Distinct().Where(factor => _uses[factor] == factors.Count(other => other == factor)).ToList())
            {
                if (numbers.TryGetValue(factor, out Let? let) || together.Loads.TryGetValue(factor, out let))
                {
                    _postponed.Add(factor);
                    together.Before.Add((place, let));
                }
            }
        }
    }

    private void Postpone(Value part)
    {
        _postponed.Add(part);
        if (Only(part) is Unary or Binary { JoinsRounds: true })
        {
            foreach (Value operand in _definitions.Find(part)!.Operands)
            {
                Postpone(operand);
            }
        }
    }

    /// <summary>All of them, where the last one stands.</summary>
    private Statement? Sum(Accumulate statement, Together together)
    {
        if (!together.IsLast(statement))
        {
            return null;
        }

        Value?[] sums = new Value?[together.Count];
        for (int place = 0; place < together.Places; place++)
        {
            foreach ((_, Let let) in together.Before.Where(before => before.Place == place))
            {
                Emit(base.VisitLet(let)!);
            }

            for (int k = 0; k < sums.Length; k++)
            {
                (Accumulate sum, List<Product> products) = together.Sums[k];
                sums[k] = Let(Fused(products[place].Term, sums[k]), sum, place == together.Places - 1 ? null : "sum");
            }
        }

        List<Accumulate> made = [.. together.Sums.Select((sum, k) => sum.Statement with { Buffer = Substitute(sum.Statement.Buffer), Index = Substitute(sum.Statement.Index), Operand = sums[k]! })];
        made.GetRange(0, made.Count - 1).ForEach(Emit);
        return made[made.Count - 1];
    }

    private sealed record Product(Term Term, Binary Factors);

    /// <param name="loads">Of vectors, with nothing written since.</param>
    private sealed class Together(Dictionary<Value, Let> loads)
    {
        private readonly List<HashSet<Value>> _shared = [];

        public List<(Accumulate Statement, List<Product> Products)> Sums { get; } = [];

        public int Count => Sums.Count;

        /// <summary>How many products each sum has.</summary>
        public int Places => _shared.Count;

        public Dictionary<Value, Let> Loads { get; } = loads;

        /// <summary>What comes before the products of a place.</summary>
        public List<(int Place, Let Let)> Before { get; } = [];

        public bool Takes(List<Product> products) => Count < MostTogether && products.Count == Places && products.Select((product, place) => product.Factors.Operands.Any(_shared[place].Contains)).All(shares => shares);

        public void Add(Accumulate statement, List<Product> products)
        {
            for (int place = 0; place < products.Count; place++)
            {
                HashSet<Value> factors = [.. products[place].Factors.Operands];
                if (Count == 0)
                {
                    _shared.Add(factors);
                }
                else
                {
                    _shared[place].IntersectWith(factors);
                }
            }

            Sums.Add((statement, products));
        }

        public bool IsLast(Accumulate statement) => ReferenceEquals(Sums[Sums.Count - 1].Statement, statement);
    }
}
