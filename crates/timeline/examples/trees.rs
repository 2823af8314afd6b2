//! How fast do trees grow, and how well do they rank? On a generated ranking problem:
//! `cargo run --release -p timeline --example trees -- [--rows 1000000] [--pairwise 0.5] [--threads 2] [--save PATH]`
//!
//! `--save` writes the same problem for other programs: `PATH.signals` (floats, row-major), `PATH.labels` (floats),
//! `PATH.slates` (32-bit starts), little-endian, training rows first, the last tenth of the slates for testing.

use std::io::Write;
use std::time::Instant;

use timeline::trees::{Forest, Rows, Settings, grow};

const WIDTH: usize = 60;

fn main() {
    let words: Vec<String> = std::env::args().collect();
    let after = |name: &str| words.iter().position(|word| word == name).and_then(|at| words.get(at + 1));
    let number = |name: &str, other: f64| after(name).and_then(|word| word.parse().ok()).unwrap_or(other);
    let problem = generate(number("--rows", 1_000_000.0) as usize);
    if let Some(path) = after("--save") {
        if let Err(error) = problem.save(path) {
            eprintln!("the problem could not be saved at {path}: {error}");
        }
        return;
    }
    let default = Settings::default();
    let settings = Settings {
        trees: number("--trees", 100.0) as usize,
        pairwise: number("--pairwise", 0.5),
        threads: number("--threads", 2.0) as usize,
        row_share: number("--row-share", 1.0),
        signal_share: number("--signal-share", 1.0),
        leaves: number("--leaves", 31.0) as usize,
        ..default
    };
    let split = problem.slates.len() * 9 / 10;
    let end = problem.slates[split] as usize;
    let weights = vec![1.0; end];
    let rows = Rows {
        width: WIDTH,
        signals: &problem.signals[..end * WIDTH],
        labels: &problem.labels[..end],
        weights: &weights,
        offsets: &[],
        slates: &problem.slates[..split],
    };
    let clock = Instant::now();
    let forest = grow(&rows, &[true; WIDTH], &settings);
    println!("{end} rows, {} trees, {} leaves: {:.2?}", forest.trees(), forest.leaf_count(), clock.elapsed());
    // In small parts, of which the middle one counts: other programs that take the processor away hardly show.
    let mut margins = Vec::new();
    let mut times = Vec::new();
    for part in problem.signals[end * WIDTH..].chunks(WIDTH * 100) {
        let clock = Instant::now();
        margins.extend(part.chunks(WIDTH).map(|row| forest.margin(row)));
        times.push(clock.elapsed().as_secs_f64() * 1e6 * WIDTH as f64 / part.len() as f64);
    }
    times.sort_by(f64::total_cmp);
    println!("{:.2} µs a row (median; {:.2} at best)", times[times.len() / 2], times[0]);
    tell(&problem, split, &margins, &forest);
}

fn tell(problem: &Problem, split: usize, margins: &[f64], forest: &Forest) {
    let first = problem.slates[split] as usize;
    let (mut sum, mut slates) = (0.0, 0.0);
    for (at, &start) in problem.slates.iter().enumerate().skip(split) {
        let start = start as usize;
        let end = problem.slates.get(at + 1).map_or(problem.labels.len(), |&end| end as usize);
        let (mut right, mut pairs) = (0.0, 0.0);
        for one in start..end {
            for other in start..end {
                if problem.labels[one] > problem.labels[other] {
                    let (one, other) = (margins[one - first], margins[other - first]);
                    right += if one > other {
                        1.0
                    } else if one == other {
                        0.5
                    } else {
                        0.0
                    };
                    pairs += 1.0;
                }
            }
        }
        if pairs > 0.0 {
            sum += right / pairs;
            slates += 1.0;
        }
    }
    let loss: f64 = margins
        .iter()
        .zip(&problem.labels[first..])
        .map(|(margin, &label)| (1.0 + (if label > 0.5 { -margin } else { *margin }).exp()).ln())
        .sum();
    println!("AUC within slates {:.5}, log loss {:.5}", sum / slates, loss / margins.len() as f64);
    println!("{} bytes", forest.to_bytes().len());
}

struct Problem {
    signals: Vec<f32>,
    labels: Vec<f32>,
    slates: Vec<u32>,
}

impl Problem {
    fn save(&self, path: &str) -> std::io::Result<()> {
        let floats = |values: &[f32]| values.iter().flat_map(|value| value.to_le_bytes()).collect::<Vec<u8>>();
        std::fs::File::create(format!("{path}.signals"))?.write_all(&floats(&self.signals))?;
        std::fs::File::create(format!("{path}.labels"))?.write_all(&floats(&self.labels))?;
        let starts: Vec<u8> = self.slates.iter().flat_map(|start| start.to_le_bytes()).collect();
        std::fs::File::create(format!("{path}.slates"))?.write_all(&starts)
    }
}

/// SplitMix64: the same problem at every run.
struct Lots(u64);

impl Lots {
    fn share(&mut self) -> f32 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 40) as f32 / (1u32 << 24) as f32
    }

    /// About normal.
    fn bell(&mut self) -> f32 {
        (0..6).map(|_| self.share()).sum::<f32>() * std::f32::consts::SQRT_2 - 3.0 * std::f32::consts::SQRT_2
    }
}

/// Slates of eleven rows on average. Some signals are skewed, some take few values, some are the same within a slate;
/// about a third matter, many only together with others.
fn generate(count: usize) -> Problem {
    let mut lots = Lots(7);
    let mut problem = Problem { signals: Vec::with_capacity(count * WIDTH), labels: Vec::new(), slates: Vec::new() };
    while problem.labels.len() < count {
        problem.slates.push(problem.labels.len() as u32);
        let size = (4.0 + 15.0 * lots.share()) as usize;
        let shared: [f32; 6] = std::array::from_fn(|_| lots.bell());
        for _ in 0..size.min(count - problem.labels.len()) {
            let mut row = [0f32; WIDTH];
            for (signal, value) in row.iter_mut().enumerate() {
                *value = match signal {
                    0..6 => shared[signal],
                    6..16 => (lots.share() * (signal as f32 - 3.0)).floor(),
                    16..30 => lots.bell().exp(),
                    30..36 => (lots.share() - 0.8).max(0.0) * 10.0,
                    _ => lots.bell(),
                };
            }
            let r = &row;
            let truth = -3.4
                + 0.6 * r[0]
                + 0.5 * r[1] * r[40]
                + if r[6] > 1.0 { 0.5 * r[41] } else { -0.3 * r[41] }
                + 0.4 * (r[16] - 1.0).clamp(-1.0, 2.0)
                - 0.3 * (r[17] - 1.5).abs().min(3.0)
                + 0.5 * r[30].min(1.0)
                + if r[42] > 0.5 && r[43] < 0.3 { 1.0 } else { 0.0 }
                + 0.3 * r[44] * r[45]
                + (3.0 * r[46]).sin() * 0.4
                + 0.2 * (r[47] + r[48] + r[49] + r[7] / 2.0)
                + if r[8] == 2.0 { 0.4 * r[2] } else { 0.0 }
                + 0.25 * (r[18] / (r[19] + 0.5)).min(4.0);
            let happened = lots.share() < 1.0 / (1.0 + (-truth).exp());
            problem.labels.push(f32::from(u8::from(happened)));
            problem.signals.extend_from_slice(&row);
        }
    }
    problem
}
