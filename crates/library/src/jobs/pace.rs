//! How fast work goes, and how long it will take.

use std::time::{Duration, Instant};

use crate::dto::Phase;
use crate::progress::Progress;

/// Before this much time nothing is said.
const FIRST: Duration = Duration::from_millis(500);

/// The pace of one phase; pauses do not count.
pub(super) struct Pace {
    phase: Option<Phase>,
    begun: Instant,
    paused: Option<Instant>,
    rate: Option<f64>,
}

impl Pace {
    pub(super) fn new(now: Instant) -> Self {
        Self {
            phase: None,
            begun: now,
            paused: None,
            rate: None,
        }
    }

    pub(super) fn note(&mut self, progress: &Progress, now: Instant) {
        if self.phase != Some(progress.phase) {
            *self = Self {
                phase: Some(progress.phase),
                ..Self::new(now)
            };
        }
        let elapsed = now.saturating_duration_since(self.begun);
        if elapsed >= FIRST {
            self.rate = Some(to_float(progress.done) / elapsed.as_secs_f64());
        }
    }

    pub(super) fn pause(&mut self, now: Instant) {
        self.paused = Some(now);
    }

    pub(super) fn go_on(&mut self, now: Instant) {
        if let Some(paused) = self.paused.take() {
            self.begun += now.saturating_duration_since(paused);
        }
    }

    /// Articles a second.
    pub(super) fn rate(&self) -> Option<f64> {
        self.rate
    }

    /// Seconds to the end of the phase.
    pub(super) fn seconds_left(&self, progress: &Progress) -> Option<f64> {
        let rate = self.rate.filter(|rate| *rate > 0.0)?;
        let left = progress.total?.saturating_sub(progress.done);
        Some(to_float(left) / rate)
    }
}

fn to_float(number: u64) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_do_not_count_and_phases_begin_anew() {
        let start = Instant::now();
        let at = |seconds: u64| start + Duration::from_secs(seconds);
        let progress = |done, phase| Progress {
            done,
            total: Some(100),
            phase,
        };
        let mut pace = Pace::new(start);
        pace.note(&progress(0, Phase::Reading), start);
        assert_eq!(pace.rate(), None);
        pace.note(&progress(20, Phase::Reading), at(2));
        pace.pause(at(2));
        pace.go_on(at(50));
        pace.note(&progress(40, Phase::Reading), at(52));
        assert_eq!(pace.rate(), Some(10.0));
        assert_eq!(pace.seconds_left(&progress(40, Phase::Reading)), Some(6.0));
        pace.note(&progress(1, Phase::Indexing), at(53));
        assert_eq!(pace.rate(), None);
    }
}
