//! Formulas: TeX becomes MathML.

use math_core::{LatexToMathML, MathDisplay};

/// The longest formula that is read, in bytes.
const LONGEST: usize = 10_000;

/// Formulas with this many commands and groups or fewer are converted on the stack at hand.
const FEW_LEVELS: usize = 60;

/// The most commands and groups that a formula may have.
const MOST_LEVELS: usize = 2_000;

/// Stack that the converter needs at most for one level, with room to spare.
const STACK_FOR_A_LEVEL: usize = 16 * 1024;

const STACK_FOR_THE_REST: usize = 512 * 1024;

/// `tex` as MathML, or what is wrong with it.
pub(crate) fn mathml(tex: &str, display: bool) -> Result<String, String> {
    if tex.len() > LONGEST {
        return Err("it is longer than 10,000 bytes".to_owned());
    }
    // The converter calls itself for each argument and group, so no formula is nested deeper than
    // it has commands and braces.
    let levels = tex
        .bytes()
        .filter(|byte| matches!(byte, b'\\' | b'{'))
        .count();
    if levels <= FEW_LEVELS {
        return convert(tex, display);
    }
    if levels > MOST_LEVELS {
        return Err("it has more than 2,000 commands and groups".to_owned());
    }
    let stack = STACK_FOR_THE_REST + levels * STACK_FOR_A_LEVEL;
    std::thread::scope(|scope| {
        std::thread::Builder::new()
            .stack_size(stack)
            .spawn_scoped(scope, || convert(tex, display))
            .ok()
            .and_then(|thread| thread.join().ok())
    })
    .unwrap_or_else(|| Err("it is too large".to_owned()))
}

fn convert(tex: &str, display: bool) -> Result<String, String> {
    let display = if display {
        MathDisplay::Block
    } else {
        MathDisplay::Inline
    };
    LatexToMathML::default()
        .convert_with_local_state(tex, display)
        .map(|result| result.mathml)
        .map_err(|error| {
            let mut message = error.error_message();
            if let Some(first) = message.get(..1) {
                let lower = first.to_lowercase();
                message.replace_range(..1, &lower);
            }
            message.trim_end_matches('.').to_owned()
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_converted() {
        let fraction = mathml(r"\frac{1}{2}", false).unwrap();
        assert_eq!(fraction, "<math><mfrac><mn>1</mn><mn>2</mn></mfrac></math>");
        assert!(
            mathml(r"\sum_{k=1}^n k", true)
                .unwrap()
                .contains("munderover")
        );
        assert!(mathml(r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}", true).is_ok());
        assert!(mathml(r"\begin{cases} x & y \\ z & w \end{cases}", true).is_ok());
        assert!(mathml(r"\left( \frac{a}{b} \right)^2", true).is_ok());
    }

    #[test]
    fn faults_are_named() {
        assert_eq!(
            mathml(r"\foo", false).unwrap_err(),
            "unknown command \"\\foo\""
        );
        assert!(
            mathml(&"x".repeat(10_001), false)
                .unwrap_err()
                .contains("longer")
        );
    }

    #[test]
    fn nesting_does_not_end_the_process() {
        for piece in [
            "{",
            "}",
            "\\sqrt ",
            "\\left(",
            "x^{",
            "\\frac1",
            "\\begin{matrix}",
            "\\text{$",
            "\\mathbf ",
            "\\color{red}",
            "\\overline ",
            "\\hat ",
            "\\not",
            "\\big",
            "x^",
            "_",
            "(",
            "[",
            "&",
            "|",
            "'",
            "\\sqrt[",
            "$",
            "~",
            "\\sum\\limits_",
            "\\displaystyle ",
            "{a\\over ",
            "\\middle|",
            "\\genfrac(",
            "\\operatorname{",
            "\\begin{cases}",
            "\\mathrm{\\text{",
            "%",
            "\\\\",
            "\\hline",
        ] {
            for count in [50, 1_000, 10_000] {
                // What comes of it does not matter; that something does is the test.
                let _ = mathml(&piece.repeat(count), true);
                let _ = mathml(
                    &format!("{}x{}", piece.repeat(count), "}".repeat(count)),
                    false,
                );
            }
        }
    }
}
