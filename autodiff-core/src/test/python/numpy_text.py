"""Writes the expected texts of TensorTextTest.

python3 numpy_text.py > ../resources/io/autodiff/tensor/numpy-text.txt
"""

import math

import numpy as np

NAN, INF = math.nan, math.inf


def case(dtype, shape, *values):
    """One case: element i of the array is values[i % len(values)]."""
    numbers = [values[i % len(values)] for i in range(math.prod(shape))]
    show(dtype, shape, " ".join(map(str, values)), numbers)


def steps(dtype, shape, step):
    """One case: element i of the array is i * step."""
    show(dtype, shape, f"step {step}", [i * step for i in range(math.prod(shape))])


def show(dtype, shape, how, numbers):
    print("@", dtype, list(shape), how)
    print(np.array(numbers, dtype).reshape(shape))


def both(shape, *values):
    case("float64", shape, *values)
    case("float32", shape, *values)


def main():
    print(f"# What NumPy {np.__version__} prints, written by src/test/python/numpy_text.py.")
    print("# A case is a line '@ type [shape] values' and the text, up to the next such line. The values repeat until")
    print("# the array is full; 'step s' stands for the values 0, s, 2s, 3s ...")

    # Shortest digits, at most eight after the point, halves to even; a common width.
    both((3,), 1, 2, 3)
    both((4,), 1, 2.5, -3.25, 10)
    both((2, 3), 0.1, 0.2, 0.1 + 0.2, 1 / 3, -2 / 3, 0.5)
    both((3,), 0.0, -0.0, 1.0)
    both((2,), 0.001953125, 0.005859375)
    both((2,), 0.9999999999, 0.25)
    both((3,), -99.9999999999, 5, 0.123456789)
    both((2, 2), math.pi, -math.e, 100, 0.1)
    both((4,), 0.30000001, 0.7, 2.0**-12, 2.0**-13)
    both((3,), 99999999, 12345678, 1e6)
    both((2,), 999999, 123456.789)

    # Scientific notation: from 1e8 on (float32: 1e6), below 1e-4, or when numbers differ by a factor above 1000.
    both((2,), 1e8, 1e6)
    both((2,), 1e6, 2e3)
    both((2,), 0.0001, 0.1)
    both((2,), 0.0001, 0)
    both((2,), 0.00009999, 0.01)
    both((2,), 1, 1000)
    both((2,), 1, 1001)
    both((3,), 0.1, 100.00001, -0.5)
    both((4,), 1e-5, -1.5, 0, 123456.789)
    both((3,), 1e-5, 1e20, 1e-30)
    both((2,), 9.9999999999e-5, 0.05)
    both((2,), 0.0, 1e-10)
    both((3,), -1e9, NAN, 2)
    both((2,), 0.1, 1e7)
    both((3,), 1e-38, 1e38, 1e-45)
    case("float64", (3,), 1e-100, -1e99, 1)
    case("float64", (3,), 5e-324, 1.7976931348623157e308, 2.2250738585072014e-308)
    case("float64", (2,), 1e23, 2e23)
    case("float64", (2,), 2.0**-44, 9007199254740993.0)

    # What is not finite.
    both((3,), NAN, INF, -INF)
    both((2,), NAN, NAN)
    both((2,), INF, NAN)
    both((3,), 1, NAN, -INF)
    both((3,), 1.5, NAN, INF)
    both((3,), 1e10, -INF, NAN)
    both((3,), -1234.5, NAN, INF)

    # Rank 0, size 0, length 1.
    for value in (1, -2.5, 0.0, -0.0, 0.1, 1e-4, 1.5e-5, 123456.789, 999999.9, 1e6, 1e15, 1e16, 1.25e16, 1e23):
        both((), value)
    for value in (NAN, INF, -INF):
        both((), value)
    for value in (0.1 + 0.2, 1 / 3, 5e-324, 2.0**-44, 2e23, 9007199254740993.0, 1.7976931348623157e308):
        case("float64", (), value)
    case("int32", (), 7)
    case("int32", (), -2147483648)
    case("bool", (), True)
    case("bool", (), False)
    for shape in ((0,), (2, 0), (0, 3), (1, 0, 5)):
        both(shape, 1)
        case("int32", shape, 1)
        case("bool", shape, True)
    both((1,), 0.5)
    both((1, 1), -3)
    both((1, 1, 1, 1), 3)

    # Whole numbers and truth values.
    case("int32", (3,), 1, 2, 3)
    case("int32", (2, 3), 1, -20, 3, 400, 5, -6)
    case("int32", (3,), -1, -2, -3)
    case("int32", (2,), 2147483647, -2147483648)
    case("int32", (30,), 7, 123456)
    case("bool", (2,), True, False)
    case("bool", (2,), True, True)
    case("bool", (2, 2), False, True, True)
    case("bool", (20,), True, False, False)

    # Matrices and higher ranks, long lines.
    steps("float64", (2, 3, 4), 1)
    steps("float64", (2, 1, 2, 3), 0.5)
    steps("int32", (2, 2, 2, 1, 2), 1)
    steps("float64", (20,), 1)
    steps("float64", (3, 25), 0.25)
    steps("float32", (2, 2, 19), 0.1)
    steps("int32", (100,), 1)
    steps("int32", (1, 1, 40), 11)
    for length in (17, 18, 19, 23, 24, 25):
        case("int32", (length,), 100, 200)
        case("int32", (2, length), 10, 99)
        case("float64", (1, 1, length), 0.1, 10, -1)
    case("float64", (7, 7), 1, 0.5, -0.25, 12.125)
    case("float64", (12,), 123.456789, -1e-3)

    # Summaries: more than 1000 elements, and only what is printed counts for widths and notation.
    steps("float64", (1000,), 1)
    steps("float64", (1001,), 1)
    steps("float64", (1200,), 0.001)
    steps("float64", (40, 30), 0.5)
    steps("float64", (6, 300), 0.1)
    steps("float64", (300, 6), 0.1)
    steps("float32", (7, 8, 30), 0.3)
    steps("float64", (6, 6, 6, 6), 1)
    steps("float64", (2000, 1), 1)
    steps("float64", (1, 2000), 1)
    steps("float64", (4, 2, 500), 0.1)
    steps("int32", (1001,), 1)
    steps("int32", (10, 11, 12), 1)
    steps("int32", (2, 3, 4, 5, 10), 1)
    case("bool", (50, 50), True, False, False)
    case("float64", (1500,), 1, 2, 3, 4.5e9, 5)
    case("float64", (1001,), NAN, 1, 2, 3, 4, 5, 6)


main()
