use std::time::Instant;
use std::io::Write;
use model::Time;
use timeline::learn::{Deeds, Head, Learner, Outcome};
use timeline::signals::{Slate, WIDTH};
struct Dice(u64);
impl Dice { fn below(&mut self, n: u64) -> u64 { self.0 ^= self.0 << 13; self.0 ^= self.0 >> 7; self.0 ^= self.0 << 17; (self.0 >> 11) % n } }
pub const SLOTS: usize = 11;
const NOW: Time = Time(1_795_426_200_000);
const FITTED_ON: usize = 20_000;
const PART: usize = 4_096;
fn main() {
    let mut dice = Dice(11);
    let path = "/tmp/learn.model";
    let mut learner = if let Ok(bytes) = std::fs::read(path) { Learner::new(timeline::learn::Model::from_bytes(&bytes).unwrap()) } else {
    let mut learner = taught(FITTED_ON, &mut dice);
    let c = Instant::now();
    let fitted = learner.lesson(NOW).fit(2);
    println!("fit {:.1?}", c.elapsed());
    learner.adopt(fitted);
    std::fs::write(path, learner.model().to_bytes()).unwrap(); learner };
    for _ in 0..6 {
        let part: Vec<Generated> = (0..PART).map(|_| Generated::new(&mut dice)).collect();
        let started = Instant::now();
        part.iter().for_each(|one| learner.learn(&one.outcome()));
        println!("{:.0}/s", (PART * SLOTS) as f64 / started.elapsed().as_secs_f64());
    }
}
/// A learner that has seen so many generated impressions, and was not fitted yet.
pub fn taught(impressions: usize, dice: &mut Dice) -> Learner {
    let mut learner = Learner::default();
    for _ in 0..impressions {
        learner.learn(&Generated::new(dice).outcome());
    }
    learner
}

/// A slate on which about one slot is opened: what a few readings say decides which, and chance.
struct Generated {
    slate: Slate,
    by_hand: Vec<f64>,
    deeds: Vec<Deeds>,
}

impl Generated {
    fn new(dice: &mut Dice) -> Generated {
        let unit = |dice: &mut Dice| dice.below(1 << 20) as f32 / (1 << 20) as f32;
        let readings: Vec<f32> = (0..SLOTS * WIDTH).map(|_| unit(dice)).collect();
        let deeds = readings
            .chunks_exact(WIDTH)
            .map(|row| {
                let pull = row[3] * row[7] + 0.5 * row[11] + if row[20] > 0.7 { 0.4 } else { 0.0 };
                let opens = f64::from(unit(dice)) < 0.02 + 0.09 * f64::from(pull);
                let finishes = opens && unit(dice) < 0.4;
                let deeds = if opens { Deeds::default().with(Head::Open) } else { Deeds::default() };
                if finishes { deeds.with(Head::Finish) } else { deeds }
            })
            .collect();
        let by_hand = readings.chunks_exact(WIDTH).map(|row| f64::from(row[3] + row[7])).collect();
        Generated { slate: Slate::from_readings(readings).unwrap_or_default(), by_hand, deeds }
    }

    fn outcome(&self) -> Outcome<'_> {
        Outcome { at: NOW, slate: &self.slate, by_hand: &self.by_hand, deeds: &self.deeds }
    }

}
