//! What this processor can do, and the loops that are compiled for each kind of processor.

use crate::maths::{self, Heads};

/// What this processor can do. One that says more than the processor can is never made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Processor(Instructions);

/// The instructions that loops are compiled for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Instructions {
    /// Those that every processor of its kind has.
    Plain,
    /// AVX2 with FMA.
    #[cfg(target_arch = "x86_64")]
    Avx2,
    /// AVX-512 with VNNI.
    #[cfg(target_arch = "x86_64")]
    Avx512Vnni,
}

impl Processor {
    /// Asks the processor what it can do.
    pub fn detect() -> Processor {
        Processor::all()[0]
    }

    /// A processor that has only what every processor has.
    pub fn portable() -> Processor {
        Processor(Instructions::Plain)
    }

    /// All ways this processor can compute, the best first.
    pub fn all() -> Vec<Processor> {
        let mut all = vec![Processor::portable()];
        #[cfg(target_arch = "x86_64")]
        {
            if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
                all.insert(0, Processor(Instructions::Avx2));
                let wide = is_x86_feature_detected!("avx512f")
                    && is_x86_feature_detected!("avx512bw")
                    && is_x86_feature_detected!("avx512vl")
                    && is_x86_feature_detected!("avx512dq")
                    && is_x86_feature_detected!("avx512vnni");
                if wide {
                    all.insert(0, Processor(Instructions::Avx512Vnni));
                }
            }
        }
        all
    }

    /// The instructions that it has for certain.
    pub fn instructions(self) -> Instructions {
        self.0
    }

    /// Names the path for people.
    pub fn name(self) -> &'static str {
        match self.0 {
            #[cfg(target_arch = "x86_64")]
            Instructions::Avx512Vnni => "avx512-vnni",
            #[cfg(target_arch = "x86_64")]
            Instructions::Avx2 => "avx2",
            Instructions::Plain => "portable",
        }
    }
}

/// Where multiplying and adding at once is part of every processor, plain code does so too.
pub const FUSED: bool = cfg!(target_arch = "aarch64");

/// Compiles a body of safe code once for each kind of processor and picks at run time; `unsafe` only calls what the processor can do.
macro_rules! for_each_processor {
    ($(#[$doc:meta])* $name:ident($($argument:ident: $kind:ty),*) => $plain:expr, $avx2:expr, $avx512:expr) => {
        $(#[$doc])*
        #[allow(unsafe_code)]
        pub fn $name(processor: $crate::processor::Processor, $($argument: $kind),*) {
            #[cfg(target_arch = "x86_64")]
            #[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512dq,avx512vnni,avx2,fma")]
            fn on_avx512($($argument: $kind),*) {
                $avx512($($argument),*)
            }
            #[cfg(target_arch = "x86_64")]
            #[target_feature(enable = "avx2,fma")]
            fn on_avx2($($argument: $kind),*) {
                $avx2($($argument),*)
            }
            match processor.instructions() {
                $crate::processor::Instructions::Plain => $plain($($argument),*),
                // SAFETY: such a processor is only made after these features were detected.
                #[cfg(target_arch = "x86_64")]
                $crate::processor::Instructions::Avx2 => unsafe { on_avx2($($argument),*) },
                // SAFETY: as above.
                #[cfg(target_arch = "x86_64")]
                $crate::processor::Instructions::Avx512Vnni => unsafe { on_avx512($($argument),*) },
            }
        }
    };
}
pub(crate) use for_each_processor;

for_each_processor! {
    /// GELU in place.
    gelu(values: &mut [f32]) => maths::gelu::<FUSED>, maths::gelu::<true>, maths::gelu::<true>
}
for_each_processor! {
    /// Adds and normalises rows in place.
    add_and_normalise(values: &mut [f32], other: &[f32], norm: (&[f32], &[f32]), epsilon: f32)
        => maths::add_and_normalise::<FUSED>, maths::add_and_normalise::<true>, maths::add_and_normalise::<true>
}
for_each_processor! {
    /// Attention within one text.
    attend(heads: Heads, width: usize, out: &mut [f32]) => maths::attend::<FUSED>, maths::attend::<true>, maths::attend::<true>
}
for_each_processor! {
    /// Whole numbers for values, block by block.
    quantise(values: &[f32], codes: &mut [i8], scales: &mut [f32], sums: &mut [i32])
        => maths::quantise, maths::quantise, maths::quantise
}
