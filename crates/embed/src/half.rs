//! Numbers of half precision, as model files keep them: two bytes, little-endian.

/// The number that two bytes are; what is no number stays none.
pub fn to_f32(bytes: [u8; 2]) -> f32 {
    let bits = u32::from(u16::from_le_bytes(bytes));
    let (sign, exponent, fraction) = (bits >> 15 << 31, bits >> 10 & 31, bits & 0x3ff);
    match exponent {
        // Below the smallest whole exponent numbers are evenly spaced, 2^-24 apart.
        0 => f32::from_bits(sign | (fraction as f32 / 16_777_216.0).to_bits()),
        31 => f32::from_bits(sign | 0x7f80_0000 | fraction << 13),
        _ => f32::from_bits(sign | (exponent + 112) << 23 | fraction << 13),
    }
}

/// The bytes of the nearest number of half precision, the even one of two; infinite beyond 65,504.
pub fn of_f32(value: f32) -> [u8; 2] {
    let sign = (value.to_bits() >> 16) as u16 & 0x8000;
    let size = value.abs();
    let bits = if value.is_nan() {
        0x7e00
    } else if size >= 65_520.0 {
        0x7c00
    } else if size < 6.103_515_6e-5 {
        (size * 16_777_216.0).round_ties_even() as u16
    } else {
        // Rounding may carry into the exponent, which is right.
        let bits = size.to_bits() - (112 << 23);
        ((bits + 0xfff + (bits >> 13 & 1)) >> 13) as u16
    };
    (sign | bits).to_le_bytes()
}

/// The number that two bytes are in the form called bfloat16: the upper half of an `f32`.
pub fn brain_to_f32(bytes: [u8; 2]) -> f32 {
    f32::from_bits(u32::from(u16::from_le_bytes(bytes)) << 16)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_half_is_its_number_and_comes_back() {
        for bits in 0..=u16::MAX {
            let value = to_f32(bits.to_le_bytes());
            assert!(value.is_nan() || of_f32(value) == bits.to_le_bytes(), "{bits:#x} is {value}");
        }
        for (bits, value) in
            [(0x3c00_u16, 1.0), (0xc000, -2.0), (0x7bff, 65_504.0), (1, 5.960_464_5e-8), (0x2e66, 0.099_975_586)]
        {
            assert_eq!(to_f32(bits.to_le_bytes()), value);
        }
    }

    #[test]
    fn between_two_halves_the_nearest_is_taken() {
        for (value, bits) in
            [(1.0 + 1.0 / 2048.0, 0x3c00_u16), (1.0 + 3.0 / 2048.0, 0x3c02), (65_519.9, 0x7bff), (65_520.0, 0x7c00)]
        {
            assert_eq!(of_f32(value), bits.to_le_bytes(), "{value}");
        }
        assert_eq!(brain_to_f32([0x80, 0x3f]), 1.0);
    }
}
