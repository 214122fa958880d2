using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Tenancy.Policies;

/// <summary>
/// A Kubernetes quantity: <c>2</c>, <c>500m</c>, <c>1.5Gi</c>, <c>1e3</c> (grammar: apimachinery, pkg/api/resource). Exact to a
/// billionth, as the API server is, up to 2^63-1; what is finer or larger does not parse, where the API server would round or cap it.
/// </summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Quantity : IComparable<Quantity>
{
    /// <summary>The most characters that are read.</summary>
    public const int LongestText = 64;

    private const string DecimalSuffixes = "num kMGTPE";
    private const string BinarySuffixes = "KMGTPE";
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789");
    private static readonly SearchValues<char> DigitsAndPoint = SearchValues.Create("0123456789.");
    private static readonly Int128 One = 1_000_000_000;
    private static readonly Int128 Largest = long.MaxValue * One;

    private readonly Int128 billionths;
    private readonly Form form;

    private Quantity(Int128 billionths, Form form)
    {
        this.billionths = billionths;
        this.form = form;
    }

    private enum Form
    {
        Decimal,
        Binary,
        Exponent,
    }

    /// <summary>Zero.</summary>
    public static Quantity Zero => default;

    /// <summary>Whether it is below zero.</summary>
    public bool IsNegative => billionths < 0;

    /// <summary>Whether it is above zero.</summary>
    public bool IsPositive => billionths > 0;

    /// <summary>Whether it has no fraction.</summary>
    public bool IsWhole => billionths % One == 0;

    /// <summary>Whether it has no more than three decimals; the API server rounds resource amounts up to thousandths.</summary>
    public bool IsThousandths => billionths % (One / 1000) == 0;

    public static bool operator <(Quantity left, Quantity right) => left.CompareTo(right) < 0;

    public static bool operator >(Quantity left, Quantity right) => left.CompareTo(right) > 0;

    public static bool operator <=(Quantity left, Quantity right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Quantity left, Quantity right) => left.CompareTo(right) >= 0;

    /// <summary>Reads a quantity; false when the text is none, or is out of range.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Quantity quantity)
    {
        quantity = default;
        if (text.Length is 0 or > LongestText)
            return false;
        var rest = text;
        var negative = rest[0] == '-';
        if (rest[0] is '+' or '-')
            rest = rest[1..];
        var end = rest.IndexOfAnyExcept(DigitsAndPoint);
        var number = end < 0 ? rest : rest[..end];
        if (!TryParseSuffix(end < 0 ? [] : rest[end..], out var factor, out var divisor, out var form)
            || !TryParseNumber(number, factor, divisor, out var value))
            return false;
        quantity = new(negative ? -value : value, form);
        return true;
    }

    /// <summary>The quotient as a fraction, for ratios; <paramref name="other"/> is not zero.</summary>
    public double DividedBy(Quantity other) => (double)billionths / (double)other.billionths;

    /// <inheritdoc/>
    public int CompareTo(Quantity other) => billionths.CompareTo(other.billionths);

    /// <summary>Equal in amount, however it was written.</summary>
    public bool Equals(Quantity other) => billionths == other.billionths;

    /// <inheritdoc/>
    public override int GetHashCode() => billionths.GetHashCode();

    /// <summary>The canonical form, which the API server stores as it is: <c>1.5Gi</c> is <c>1536Mi</c>, <c>0.5</c> is <c>500m</c>.</summary>
    public override string ToString()
    {
        if (billionths == 0)
            return "0";
        // Below 1024 and with a fraction, the API server writes binary amounts as decimal ones.
        return form == Form.Binary && IsWhole && Int128.Abs(billionths) >= 1024 * One ? ToBinary() : ToDecimal();
    }

    private string ToBinary()
    {
        var (amount, power) = (billionths / One, 0);
        for (; amount % 1024 == 0 && power < BinarySuffixes.Length; power++)
            amount /= 1024;
        // Of 62.5Ki the API server makes 64000, which it reads as decimal the next time, and makes 64k of.
        return power == 0 ? ToDecimal() : $"{amount.ToString(CultureInfo.InvariantCulture)}{BinarySuffixes[power - 1]}i";
    }

    private string ToDecimal()
    {
        var (amount, power) = (billionths, -3);
        for (; amount % 1000 == 0 && power < 6; power++)
            amount /= 1000;
        var suffix = power == 0 ? "" : form == Form.Exponent ? $"e{power * 3}" : $"{DecimalSuffixes[power + 3]}";
        return amount.ToString(CultureInfo.InvariantCulture) + suffix;
    }

    private static bool TryParseNumber(ReadOnlySpan<char> number, Int128 factor, Int128 divisor, out Int128 value)
    {
        value = 0;
        if (!number.ContainsAny(Digits))
            return false;
        var point = number.IndexOf('.');
        // Zeros behind the point would only use up the range.
        var digits = point < 0 ? number : number.TrimEnd('0');
        for (var i = 0; i < digits.Length; i++)
        {
            if (i == point)
                continue;
            if (digits[i] == '.')
                return false;
            value = (value * 10) + (digits[i] - '0');
            if (point >= 0 && i > point)
                divisor *= 10;
            if (value > Largest || divisor > Largest)
                return false;
        }
        if (MayOverflow(value, factor) && factor > Int128.MaxValue / value)
            return false;
        value *= factor;
        if (divisor == 1)
            return value <= Largest;
        // Slow at 128 bits, and seldom needed: only where there are decimals.
        var exact = value % divisor == 0;
        value /= divisor;
        return exact && value <= Largest;
    }

    // A product has no more bits than its factors together. Only where that is too many, it is worth the slow division of the exact answer.
    private static bool MayOverflow(Int128 a, Int128 b) => Int128.LeadingZeroCount(a) + Int128.LeadingZeroCount(b) <= 128 && a != 0;

    private static bool TryParseSuffix(ReadOnlySpan<char> suffix, out Int128 factor, out Int128 divisor, out Form form)
    {
        (factor, divisor, form) = (One, 1, Form.Decimal);
        if (suffix.IsEmpty)
            return true;
        if (suffix.Length == 1 && suffix[0] != ' ' && DecimalSuffixes.IndexOf(suffix[0]) is var power and >= 0)
            return TryScale((power - 3) * 3, ref factor, ref divisor);
        if (suffix.Length == 2 && suffix[1] == 'i' && BinarySuffixes.IndexOf(suffix[0]) is var binary and >= 0)
        {
            (factor, form) = (One << ((binary + 1) * 10), Form.Binary);
            return true;
        }
        form = Form.Exponent;
        return suffix[0] is 'e' or 'E' && suffix.Length <= 4
            && int.TryParse(suffix[1..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent)
            && TryScale(exponent, ref factor, ref divisor);
    }

    private static bool TryScale(int exponent, ref Int128 factor, ref Int128 divisor)
    {
        if (exponent is < -18 or > 18)
            return false;
        for (; exponent > 0; exponent--)
            factor *= 10;
        // Billionths are what is counted in: down to them nothing needs to be divided.
        if (exponent is < 0 and >= -9)
        {
            for (factor = 1; exponent > -9; exponent--)
                factor *= 10;
            return true;
        }
        for (; exponent < 0; exponent++)
            divisor *= 10;
        return true;
    }
}
