//! How are numbers and lists written down and read back strictly? Little-endian; a list has its length before it.

/// What was read is not what a writer of ours wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Broken;

#[derive(Default)]
pub(crate) struct Out(pub(crate) Vec<u8>);

impl Out {
    pub(crate) fn byte(&mut self, byte: u8) {
        self.0.push(byte);
    }

    pub(crate) fn int(&mut self, number: u32) {
        self.0.extend(number.to_le_bytes());
    }

    pub(crate) fn long(&mut self, number: i64) {
        self.0.extend(number.to_le_bytes());
    }

    pub(crate) fn floats(&mut self, numbers: &[f32]) {
        numbers.iter().for_each(|number| self.0.extend(number.to_le_bytes()));
    }

    pub(crate) fn count(&mut self, count: usize) {
        self.int(u32::try_from(count).unwrap_or(u32::MAX));
    }

    pub(crate) fn bytes(&mut self, bytes: &[u8]) {
        self.count(bytes.len());
        self.0.extend(bytes);
    }
}

pub(crate) struct In<'a>(pub(crate) &'a [u8]);

impl<'a> In<'a> {
    pub(crate) fn take<const N: usize>(&mut self) -> Result<[u8; N], Broken> {
        let (head, tail) = self.0.split_first_chunk::<N>().ok_or(Broken)?;
        self.0 = tail;
        Ok(*head)
    }

    pub(crate) fn byte(&mut self) -> Result<u8, Broken> {
        self.take::<1>().map(|[byte]| byte)
    }

    /// 0 or 1, so that one thing has one spelling.
    pub(crate) fn flag(&mut self) -> Result<bool, Broken> {
        match self.byte()? {
            0 => Ok(false),
            1 => Ok(true),
            _ => Err(Broken),
        }
    }

    pub(crate) fn int(&mut self) -> Result<u32, Broken> {
        self.take().map(u32::from_le_bytes)
    }

    pub(crate) fn long(&mut self) -> Result<i64, Broken> {
        self.take().map(i64::from_le_bytes)
    }

    pub(crate) fn float(&mut self) -> Result<f32, Broken> {
        let number = f32::from_le_bytes(self.take()?);
        if number.is_finite() { Ok(number) } else { Err(Broken) }
    }

    pub(crate) fn floats<const N: usize>(&mut self) -> Result<[f32; N], Broken> {
        let mut numbers = [0.0; N];
        for number in &mut numbers {
            *number = self.float()?;
        }
        Ok(numbers)
    }

    /// A sum of events: finite, at least 0, and no more than could ever happen.
    pub(crate) fn amount(&mut self) -> Result<f32, Broken> {
        let number = self.float()?;
        if (0.0..=1e12).contains(&number) { Ok(number) } else { Err(Broken) }
    }

    pub(crate) fn amounts<const N: usize>(&mut self) -> Result<[f32; N], Broken> {
        let mut numbers = [0.0; N];
        for number in &mut numbers {
            *number = self.amount()?;
        }
        Ok(numbers)
    }

    /// The length of a list whose entries take at least `least` bytes each: a forged one reserves no room.
    pub(crate) fn count(&mut self, least: usize) -> Result<usize, Broken> {
        let count = self.int()? as usize;
        if count.saturating_mul(least) > self.0.len() { Err(Broken) } else { Ok(count) }
    }

    pub(crate) fn bytes(&mut self) -> Result<&'a [u8], Broken> {
        let count = self.count(1)?;
        let (head, tail) = self.0.split_at_checked(count).ok_or(Broken)?;
        self.0 = tail;
        Ok(head)
    }

    pub(crate) fn list<T>(
        &mut self,
        least: usize,
        mut one: impl FnMut(&mut Self) -> Result<T, Broken>,
    ) -> Result<Vec<T>, Broken> {
        let count = self.count(least)?;
        (0..count).map(|_| one(self)).collect()
    }

    /// Entries by their keys, each once and in order, so that equal things have equal bytes.
    pub(crate) fn keyed<K: Ord + Copy, T>(
        &mut self,
        least: usize,
        one: impl FnMut(&mut Self) -> Result<(K, T), Broken>,
    ) -> Result<Vec<(K, T)>, Broken> {
        let list = self.list(least, one)?;
        if list.windows(2).all(|pair| pair[0].0 < pair[1].0) { Ok(list) } else { Err(Broken) }
    }

    pub(crate) fn end(&self) -> Result<(), Broken> {
        if self.0.is_empty() { Ok(()) } else { Err(Broken) }
    }
}
