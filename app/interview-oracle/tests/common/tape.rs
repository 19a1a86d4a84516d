//! A row of random numbers from which definitions and scripts are made: it shrinks by itself, towards the first choice
//! each time.

pub struct Tape<'a> {
    words: &'a [u32],
    at: usize,
}

impl<'a> Tape<'a> {
    pub fn new(words: &'a [u32]) -> Self {
        Self { words, at: 0 }
    }

    pub fn word(&mut self) -> u32 {
        let word = self.words.get(self.at).copied().unwrap_or(0);
        self.at += 1;
        word
    }

    pub fn is_over(&self) -> bool {
        self.at >= self.words.len()
    }

    /// A number below `n`; 0 when there is nothing to choose from.
    pub fn below(&mut self, n: usize) -> usize {
        if n == 0 { 0 } else { self.word() as usize % n }
    }

    /// True in so many of a hundred cases; false for the simplest tape.
    pub fn chance(&mut self, percent: u32) -> bool {
        self.word() % 100 >= 100 - percent
    }

    pub fn pick<'t, T>(&mut self, all: &'t [T]) -> &'t T {
        let index = self.below(all.len());
        &all[index]
    }

    pub fn text(&mut self, all: &[&'static str]) -> &'static str {
        all[self.below(all.len())]
    }

    /// An index, each as likely as its weight.
    pub fn weighted(&mut self, weights: &[u32]) -> usize {
        let mut left = self.word() % weights.iter().sum::<u32>().max(1);
        for (index, weight) in weights.iter().enumerate() {
            if left < *weight {
                return index;
            }
            left -= weight;
        }
        0
    }
}
