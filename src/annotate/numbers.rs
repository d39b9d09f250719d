//! Long lists of numbers as plain bytes, which are read as fast as memory.

use std::marker::PhantomData;

use serde::de::{Error, Visitor};
use serde::{Deserializer, Serializer};

/// A number of a fixed length in bytes.
pub(super) trait Number: Copy {
    /// Its bytes.
    type Bytes: AsRef<[u8]> + for<'b> TryFrom<&'b [u8]>;

    /// Writes it, the least byte first.
    fn to_bytes(self) -> Self::Bytes;

    /// Reads it.
    fn from_bytes(bytes: Self::Bytes) -> Self;
}

macro_rules! numbers {
    ($($number:ty),+) => {
        $(impl Number for $number {
            type Bytes = [u8; size_of::<$number>()];

            fn to_bytes(self) -> Self::Bytes {
                self.to_le_bytes()
            }

            fn from_bytes(bytes: Self::Bytes) -> Self {
                Self::from_le_bytes(bytes)
            }
        })+
    };
}

numbers!(u32, u64);

pub(super) fn serialize<N: Number, S: Serializer>(numbers: &[N], serializer: S) -> Result<S::Ok, S::Error> {
    let mut bytes = Vec::with_capacity(numbers.len() * size_of::<N::Bytes>());
    for number in numbers {
        bytes.extend_from_slice(number.to_bytes().as_ref());
    }
    serializer.serialize_bytes(&bytes)
}

pub(super) fn deserialize<'de, N: Number, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<N>, D::Error> {
    deserializer.deserialize_bytes(Bytes(PhantomData))
}

struct Bytes<N>(PhantomData<N>);

impl<N: Number> Visitor<'_> for Bytes<N> {
    type Value = Vec<N>;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the bytes of numbers")
    }

    fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Vec<N>, E> {
        let chunks = bytes.chunks_exact(size_of::<N::Bytes>());
        if !chunks.remainder().is_empty() {
            return Err(E::invalid_length(bytes.len(), &self));
        }
        Ok(chunks.filter_map(|chunk| chunk.try_into().ok()).map(N::from_bytes).collect())
    }
}
