using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Emission;

/// <content>Lines and loops over the numbers of a member: to the flat form, from it, scaled and added.</content>
internal sealed partial class ModelEmitter
{
    private void CopyOut(string own, ModelMember member, string span)
    {
        if (member.Type.Shape == Shape.Rows)
        {
            ForEachRow(own, row => CopyOut(row, member with { Type = member.Type.As(Shape.Array) }, span), span);
            return;
        }

        own = Flat(member, own);
        if (member.Type.IsScalar)
        {
            _writer.Line($"{span}[0] = {ToReal(member, own)};");
        }
        else if (IsReal(member))
        {
            bool isSpan = member.Type.Shape == Shape.Grid || (member.IsSpan && own == member.Access);
            _writer.Line(isSpan ? $"{own}.CopyTo({span});" : $"global::System.MemoryExtensions.CopyTo({own}, {span});");
        }
        else
        {
            ForEach(own, index => $"{span}[{index}] = {ToReal(member, $"{own}[{index}]")};");
        }
    }

    private void CopyIn(string span, ModelMember member)
    {
        if (member.Type.Shape == Shape.Rows)
        {
            ForEachRow(member.Access, row => CopyIn(span, member with { Access = row, Type = member.Type.As(Shape.Array) }), span);
            return;
        }

        if (member.IsReadOnlySpan)
        {
            return;
        }

        if (member.Type.IsScalar)
        {
            if (member.IsSettable)
            {
                Set(member, FromReal(member, span + "[0]"));
            }
        }
        else if (IsReal(member))
        {
            _writer.Line($"{span}.Slice(0, {member.Access}.Length).CopyTo({Flat(member, member.Access)});");
        }
        else
        {
            ForEach(Flat(member, member.Access), index => $"{Flat(member, member.Access)}[{index}] = {FromReal(member, $"{span}[{index}]")};");
        }
    }

    private void Set(ModelMember member, string value) =>
        _writer.Line(member.Setter.Length > 0 ? member.Setter.Replace("{0}", value) : $"{member.Access} = {value};");

    private void ScaleAll()
    {
        ForEachMember(_model.Members, "this", member =>
        {
            string own = "this" + member.Member;
            if (member.Type.IsScalar)
            {
                _writer.Line($"{own} *= {ScaleFor(member)};");
            }
            else
            {
                ForEachElement(member, own, null, (element, _) => $"{element} *= {ScaleFor(member)};");
            }
        });
    }

    private string ScaleFor(ModelMember member) => FromReal(member, _scale);

    /// <summary>The member is of the type of the flat form.</summary>
    private bool IsReal(ModelMember member) => TypeText.Of(member.Type.Element) == _real;

    private static string Zero(ModelMember member) => member.Type.Name is string parameter ? parameter + ".Zero" : "0";

    private bool IsGeneric => _real is not ("double" or "float");

    /// <summary>A member's number as the flat form has it.</summary>
    private string ToReal(ModelMember member, string text) => IsReal(member) || !IsGeneric ? text : $"{_real}.CreateChecked({text})";

    /// <summary>A number of the flat form as the member has it.</summary>
    private string FromReal(ModelMember member, string text) => IsReal(member) ? text
        : IsGeneric ? $"{TypeText.Of(member.Type.Element)}.CreateChecked({text})"
        : $"({TypeText.Of(member.Type.Element)}){text}";

    private void AddScaledTo(string owner, string other, Func<ModelMember, bool> isWanted)
    {
        ForEachMember([.. _model.Members.Where(isWanted)], owner, member =>
        {
            string own = owner.Length == 0 ? member.Access : owner + member.Member;
            string scale = ScaleFor(member);
            if (member.Type.IsScalar && owner.Length == 0 && member.Setter.Length > 0)
            {
                Set(member, $"{own} + {scale} * {other}{member.Member}");
            }
            else if (member.Type.IsScalar)
            {
                _writer.Line($"{own} += {scale} * {other}{member.Member};");
            }
            else
            {
                ForEachElement(member, own, other + member.Member, (element, from) => $"{element} += {scale} * {from};");
            }
        });
    }

    /// <summary>A loop over all numbers of a member and those of another of its shape.</summary>
    private void ForEachElement(ModelMember member, string own, string? other, Func<string, string, string> body)
    {
        switch (member.Type.Shape)
        {
            case Shape.Rows:
                _writer.Line($"for (int row = 0; row < {own}.Length; row++)");
                _writer.Open();
                ForEachElement(member with { Type = member.Type.As(Shape.Array) }, own + "[row]", other + "[row]", body);
                _writer.Close();
                _writer.Blank();
                break;
            case Shape.Grid:
                _writer.Line($"for (int row = 0; row < {own}.GetLength(0); row++)");
                _writer.Open();
                _writer.Line($"for (int column = 0; column < {own}.GetLength(1); column++)");
                _writer.Open();
                _writer.Line(body(own + "[row, column]", other + "[row, column]"));
                _writer.Close();
                _writer.Close();
                _writer.Blank();
                break;
            default:
                ForEach(own, index => body($"{own}[{index}]", $"{other}[{index}]"));
                break;
        }
    }

    private void ForEachRow(string rows, Action<string> body, string span)
    {
        _writer.Line($"foreach (var row in {rows})");
        _writer.Open();
        body("row");
        _writer.Line($"{span} = {span}.Slice(row.Length);");
        _writer.Close();
        _writer.Blank();
    }

    private void ForEach(string buffer, Func<string, string> body)
    {
        _writer.Line($"for (int i = 0; i < {buffer}.Length; i++)");
        _writer.Open();
        _writer.Line(body("i"));
        _writer.Close();
        _writer.Blank();
    }

    private void Method(string head, Action body)
    {
        if (head.IndexOf(" class ", StringComparison.Ordinal) < 0)
        {
            _writer.Line("[global::System.CodeDom.Compiler.GeneratedCode(\"SourceGrad\", \"0.1.0\")]");
        }

        _writer.Open(head);
        body();
        _writer.Close();
    }

    private void Document(string summary, params (string Name, string Text)[] parameters)
    {
        _writer.Line($"/// <summary>{summary}</summary>");
        foreach ((string name, string text) in parameters)
        {
            _writer.Line($"/// <param name=\"{name}\">{text}</param>");
        }
    }
}
