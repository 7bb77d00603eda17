using SourceGrad.Generator.Analysis;
using SourceGrad.Generator.Differentiation;
using SourceGrad.Generator.Emission;
using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;
using SourceGrad.Generator.Optimization;

namespace SourceGrad.Generator;

/// <summary>
/// The methods that one annotated method calls and that are not part of it, because they call themselves or are large. Each gets a
/// reverse of its own, once, however often it is called: with respect to those parameters that some call needs.
/// </summary>
internal sealed class CalledMethods
{
    private readonly string _container;
    private readonly Func<Function, Function> _prepare;
    private readonly Func<Function, ReverseRequest?, Function> _finish;
    private readonly Dictionary<string, CalledMethod> _called;
    private readonly Dictionary<string, HashSet<int>> _active = [];
    private readonly Dictionary<string, Member> _copies = [];
    private readonly Dictionary<string, (Member Member, bool HasValue)> _reverses = [];

    /// <param name="model">The annotated method.</param>
    /// <param name="prepare">Makes a primal simpler before its derivative is taken.</param>
    /// <param name="finish">Makes a derivative short and fast.</param>
    public CalledMethods(MethodModel model, Func<Function, Function> prepare, Func<Function, ReverseRequest?, Function> finish)
    {
        _prepare = prepare;
        _container = model.CalledIn;
        _finish = finish;
        _called = model.Called.ToDictionary(called => called.Name);
        foreach (CalledMethod called in model.Called)
        {
            _active[called.Name] = [];
        }

        if (model.Primal is Function primal)
        {
            List<bool> active = [.. model.Header.ActiveInputs];
            FindActive(primal, Enumerable.Range(0, active.Count).Where(i => active[i]));
        }
    }

    /// <summary>The members that the functions given to <see cref="Require"/> call, directly or not, in the order of their discovery.</summary>
    public IReadOnlyList<Member> Members => _called.Keys
        .SelectMany(name => new[]
        {
            _copies.TryGetValue(name, out Member? copy) ? copy : null,
            _reverses.TryGetValue(name, out (Member Member, bool HasValue) reverse) ? reverse.Member : null,
        })
        .OfType<Member>()
        .ToList();

    /// <summary>The function with the names of the methods that it calls, and with what their derivatives are taken for.</summary>
    public Function Link(Function function) => _called.Count == 0 ? function : new Linking(this).Rewrite(function);

    /// <summary>Makes what a finished function calls.</summary>
    public void Require(Function function)
    {
        Stack<Function> open = new([function]);
        while (open.Count > 0)
        {
            foreach (Invoke call in Calls(open.Pop().Body))
            {
                if (Make(call.Callee) is Function body)
                {
                    open.Push(body);
                }
            }
        }
    }

    private Function? Make(Callee callee)
    {
        foreach (CalledMethod called in _called.Values)
        {
            if (callee.Method == TextOf(called.Name) && !_copies.ContainsKey(called.Name))
            {
                Function copy = _finish(Link(called.Primal), null);
                _copies[called.Name] = CalledSignatures.Copy(called, copy);
                return copy;
            }

            bool needsValue = callee.Returned > 0;
            if (callee.Method == ReverseOf(called.Name) && !(_reverses.TryGetValue(called.Name, out (Member Member, bool HasValue) made) && (made.HasValue || !needsValue)))
            {
                Function reverse = Differentiate(called, needsValue);
                _reverses[called.Name] = (CalledSignatures.Reverse(called, _active[called.Name], reverse, needsValue), needsValue);
                return reverse;
            }
        }

        return null;
    }

    private Function Differentiate(CalledMethod called, bool needsValue)
    {
        ReverseRequest request = CalledSignatures.Request(called, _active[called.Name]);
        Function reverse = Reverse.Transform(_prepare(Link(called.Primal)), request);
        if (!needsValue)
        {
            // The results came first; what only they need goes with them.
            int results = called.Primal.Outputs.Count;
            reverse = reverse with
            {
                Outputs = reverse.Outputs.Skip(results).ToEquatable(),
                Body = reverse.Body with { Yields = reverse.Body.Yields.Skip(results).ToEquatable() },
            };
        }

        return _finish(reverse, request);
    }

    /// <summary>Follows what varies from the annotated method's active parameters into the calls, until nothing new is found.</summary>
    private void FindActive(Function root, IEnumerable<int> active)
    {
        Stack<(Function Function, IEnumerable<int> Active)> open = new([(root, active)]);
        while (open.Count > 0)
        {
            (Function function, IEnumerable<int> inputs) = open.Pop();
            Activity activity = new(function, new BufferRoots(function), inputs.Select(i => function.Parameters[i]).ToList(), []);
            foreach (Invoke call in Calls(function.Body).Where(call => call.Callee.Pullback?.Called is not null))
            {
                CalledMethod called = _called[call.Callee.Pullback!.Called!];
                HashSet<int> known = _active[called.Name];
                int before = known.Count;
                known.UnionWith(Enumerable.Range(0, call.Arguments.Count)
                    .Where(i => call.Arguments[i].Type.IsFloating && (called.Written[i] || activity.IsVaried(call.Arguments[i]))));
                if (known.Count > before)
                {
                    open.Push((called.Primal, known.ToList()));
                }
            }
        }
    }

    private static IEnumerable<Invoke> Calls(Region region) => region.Statements.SelectMany(statement =>
        statement is Invoke call ? [call] : statement.Regions.SelectMany(Calls));

    private string TextOf(string name) => $"{_container}.{Identifiers.Escape(name)}";

    private string ReverseOf(string name) => $"{_container}.{name}Vjp";

    private sealed class Linking(CalledMethods owner) : Rewriter
    {
        public override Statement? VisitInvoke(Invoke statement)
        {
            if (statement.Callee.Pullback is not { Called: { } name } pullback)
            {
                return statement;
            }

            return statement with
            {
                Callee = statement.Callee with
                {
                    Method = owner._called[name].IsCopied ? owner.TextOf(name) : statement.Callee.Method,
                    Pullback = pullback with { Method = owner.ReverseOf(name), Active = owner._active[name].OrderBy(i => i).ToEquatable() },
                },
            };
        }
    }
}
