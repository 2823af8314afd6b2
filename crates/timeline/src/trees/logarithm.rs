//! What is the logarithm, the same on every processor?

/// The logarithm to base 2 of a finite number above 0 (1e-9 off at most); 0 for anything else. Mantissa and exponent
/// are taken from the bits, and ln m = 2 artanh((m - 1) / (m + 1)) is summed as a series, with m in [√½, √2).
pub(super) fn log2(x: f64) -> f64 {
    if !x.is_normal() || x < 0.0 {
        return 0.0;
    }
    let bits = x.to_bits();
    let mut exponent = ((bits >> 52) as i64 - 1023) as f64;
    let mut mantissa = f64::from_bits((bits & ((1 << 52) - 1)) | (1023 << 52));
    if mantissa > std::f64::consts::SQRT_2 {
        mantissa *= 0.5;
        exponent += 1.0;
    }
    let t = (mantissa - 1.0) / (mantissa + 1.0);
    let square = t * t;
    let mut sum = 0.0;
    for odd in [13.0, 11.0, 9.0, 7.0, 5.0, 3.0, 1.0] {
        sum = sum * square + 1.0 / odd;
    }
    exponent + 2.0 * t * sum * std::f64::consts::LOG2_E
}

/// The natural logarithm, as [`log2`].
pub(super) fn ln(x: f64) -> f64 {
    log2(x) * std::f64::consts::LN_2
}

#[cfg(test)]
mod tests {
    use super::log2;

    #[test]
    fn lies_on_the_curve() {
        for x in [1e-300, 1e-9, 0.1, 0.5, 0.999, 1.0, 1.001, 1.5, 2.0, 3.0, 7.3, 1e6, 1e300] {
            assert!((log2(x) - x.log2()).abs() < 1e-8, "{x}: {} for {}", log2(x), x.log2());
        }
        for x in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert_eq!(log2(x), 0.0, "{x}");
        }
    }
}
