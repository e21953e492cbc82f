//! How much of an archive is text, without reading it.

use super::Archive;

/// So many clusters are looked at, evenly among all.
const SAMPLE: u32 = 20_000;
/// Of the byte that a cluster begins with, what says how it is packed; up to this, not at all (openZIM, "ZIM
/// file format", clusters).
const PACKING: u8 = 0x0f;
const PLAIN: u8 = 1;

impl Archive {
    /// Bytes of what is packed: texts, as a rule. Pictures, recordings and indexes stand as they are. Exact for
    /// small archives, reckoned from a sample of large ones; all of an archive that packs nothing.
    pub fn packed_bytes(&self) -> u64 {
        *self.packed.get_or_init(|| self.reckon_packed())
    }

    fn reckon_packed(&self) -> u64 {
        let step = self.header.clusters.div_ceil(SAMPLE).max(1);
        let (mut packed, mut looked_at) = (0_u64, 0_u64);
        for number in (0..self.header.clusters).step_by(step as usize) {
            // What is damaged is told when it is read.
            let Ok((at, end)) = self.cluster_at(number) else {
                continue;
            };
            let mut first = [0];
            if self.bytes.read_exact(at, &mut first).is_err() {
                continue;
            }
            looked_at += 1;
            if first[0] & PACKING > PLAIN {
                packed += end.saturating_sub(at);
            }
        }
        let clusters = u64::from(self.header.clusters);
        match packed.saturating_mul(clusters).checked_div(looked_at) {
            Some(reckoned) if reckoned > 0 => reckoned.min(self.size()),
            _ => self.size(),
        }
    }
}
