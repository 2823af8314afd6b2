//! The learning curve as a picture.

use super::replay::Replayed;

pub fn learning_curve(_replayed: &Replayed) -> String {
    String::new()
}
