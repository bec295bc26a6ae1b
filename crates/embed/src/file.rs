//! Reads the sections of an `e5-small-q4.bin` file and checks every number before it is used.
//!
//! Little-endian throughout: a header, the pieces of the vocabulary, a directory of tensors by name, then the
//! tensors: `f32`, or blocks of 32 four-bit weights with one half-precision scale (18 bytes).

use std::{
    collections::HashMap,
    fs::File,
    io::{self, Read, Seek, SeekFrom},
    path::Path,
};

use crate::block::{BLOCK, BLOCK_BYTES};
use crate::error::{EmbedError, unusable};

const LARGEST_SIDE: i32 = 1 << 16;
const LARGEST_VOCABULARY: i32 = 1 << 21;

/// The sizes of the network, from the header. All are checked to be positive and to fit each other.
#[derive(Debug, Clone)]
pub struct Shape {
    /// Components of a vector; a multiple of [`BLOCK`] and of the heads.
    pub hidden: usize,
    /// Layers of the encoder.
    pub n_layers: usize,
    /// Width of the feed-forward part; a multiple of [`BLOCK`].
    pub inner: usize,
    /// Rows of the embedding table.
    pub n_rows: usize,
    /// The longest input, marks included.
    pub n_positions: usize,
    /// What is added to a variance before its root is taken.
    pub epsilon: f32,
}

/// A model file that is being read.
pub struct ModelFile {
    file: File,
    name: String,
    length: u64,
    /// The sizes of the network.
    pub shape: Shape,
    tensors: Option<HashMap<String, Tensor>>,
}

#[derive(Clone, Copy)]
struct Tensor {
    blocks: bool,
    n_values: u64,
    at: u64,
    n_bytes: u64,
}

impl ModelFile {
    /// Opens the file and reads its header; the vocabulary follows at the reading position.
    pub fn open(path: &Path) -> Result<ModelFile, EmbedError> {
        let name = path.display().to_string();
        let unread = |cause| EmbedError::Unread { path: name.clone(), cause };
        let mut file = File::open(path).map_err(unread)?;
        let length = file.metadata().map_err(unread)?.len();
        let mut header = [0; 44];
        file.read_exact(&mut header).map_err(|_| unusable("it is too short for a header"))?;
        let shape = shape(&header)?;
        Ok(ModelFile { file, name, length, shape, tensors: None })
    }

    /// The next `n` bytes at the reading position.
    pub fn take(&mut self, n: usize) -> Result<Vec<u8>, EmbedError> {
        if n as u64 > self.length {
            return Err(unusable("a section is longer than the file"));
        }
        let mut bytes = vec![0; n];
        self.file.read_exact(&mut bytes).map_err(|cause| self.failed(cause))?;
        Ok(bytes)
    }

    /// The next `i32` at the reading position.
    pub fn take_i32(&mut self) -> Result<i32, EmbedError> {
        Ok(u32_at(&self.take(4)?, 0) as i32)
    }

    /// The next `u32` at the reading position.
    pub fn take_u32(&mut self) -> Result<u32, EmbedError> {
        Ok(u32_at(&self.take(4)?, 0))
    }

    /// The next `u64` at the reading position.
    pub fn take_u64(&mut self) -> Result<u64, EmbedError> {
        let bytes = self.take(8)?;
        Ok(u64::from(u32_at(&bytes, 0)) | u64::from(u32_at(&bytes, 4)) << 32)
    }

    /// Reads the directory of tensors at the reading position.
    pub fn read_directory(&mut self) -> Result<(), EmbedError> {
        let n_tensors = self.take_i32()?;
        if !(1..=10_000).contains(&n_tensors) {
            return Err(unusable("the number of tensors is out of bounds"));
        }
        let mut tensors = HashMap::new();
        for _ in 0..n_tensors {
            let n_name = self.take(2)?;
            let name = self.take(usize::from(u16::from_le_bytes([n_name[0], n_name[1]])))?;
            let kind = self.take(1)?[0];
            let n_values = u64::from(self.take_u32()?);
            let (at, n_bytes) = (self.take_u64()?, self.take_u64()?);
            let expected = match kind {
                0 => n_values * 4,
                1 if n_values.is_multiple_of(BLOCK as u64) => n_values / BLOCK as u64 * BLOCK_BYTES as u64,
                _ => return Err(unusable("a tensor is of an unknown kind")),
            };
            if n_bytes != expected || at.checked_add(n_bytes).is_none_or(|end| end > self.length) {
                return Err(unusable("a tensor lies outside the file"));
            }
            let name = String::from_utf8(name).map_err(|_| unusable("a tensor's name is not text"))?;
            tensors.insert(name, Tensor { blocks: kind == 1, n_values, at, n_bytes });
        }
        self.tensors = Some(tensors);
        Ok(())
    }

    /// The values of a tensor of plain numbers that must have exactly `n_values`.
    pub fn numbers(&mut self, name: &str, n_values: usize) -> Result<Vec<f32>, EmbedError> {
        let tensor = self.tensor(name, n_values, false)?;
        let bytes = self.tensor_bytes(tensor)?;
        let numbers: Vec<f32> = bytes.chunks_exact(4).map(|four| f32::from_bits(u32_at(four, 0))).collect();
        match numbers.iter().all(|number| number.is_finite()) {
            true => Ok(numbers),
            false => Err(unusable(&format!("tensor {name} holds what is no number"))),
        }
    }

    /// The raw blocks of a tensor of four-bit weights that must have exactly `n_values`.
    pub fn blocks(&mut self, name: &str, n_values: usize) -> Result<Vec<u8>, EmbedError> {
        let tensor = self.tensor(name, n_values, true)?;
        self.tensor_bytes(tensor)
    }

    /// Turns the file into the reader of one tensor's rows of `n_columns` four-bit weights each.
    pub fn into_rows(self, name: &str, n_rows: usize, n_columns: usize) -> Result<Rows, EmbedError> {
        let tensor = self.tensor(name, n_rows * n_columns, true)?;
        let row_bytes = n_columns / BLOCK * BLOCK_BYTES;
        Ok(Rows { file: self.file, name: self.name, at: tensor.at, n_rows, row_bytes })
    }

    fn tensor(&self, name: &str, n_values: usize, blocks: bool) -> Result<Tensor, EmbedError> {
        let tensor = self.tensors.as_ref().and_then(|tensors| tensors.get(name)).copied();
        match tensor {
            Some(tensor) if tensor.blocks == blocks && tensor.n_values == n_values as u64 => Ok(tensor),
            Some(_) => Err(unusable(&format!("tensor {name} does not fit the header"))),
            None => Err(unusable(&format!("tensor {name} is missing"))),
        }
    }

    fn tensor_bytes(&mut self, tensor: Tensor) -> Result<Vec<u8>, EmbedError> {
        self.file.seek(SeekFrom::Start(tensor.at)).map_err(|cause| self.failed(cause))?;
        self.take(tensor.n_bytes as usize)
    }

    fn failed(&self, cause: io::Error) -> EmbedError {
        EmbedError::Unread { path: self.name.clone(), cause }
    }
}

/// The rows of the embedding table, left in the file: a text needs a few dozen of 250,000.
pub struct Rows {
    file: File,
    name: String,
    at: u64,
    n_rows: usize,
    row_bytes: usize,
}

impl Rows {
    /// Reads a row's blocks into `row`, whose length is that of a row; a row that is not there is an error.
    pub fn read(&self, at: u32, row: &mut [u8]) -> Result<(), EmbedError> {
        if at as usize >= self.n_rows || row.len() != self.row_bytes {
            return Err(unusable("a piece has no row in the embedding table"));
        }
        read_at(&self.file, row, self.at + u64::from(at) * self.row_bytes as u64)
            .map_err(|cause| EmbedError::Unread { path: self.name.clone(), cause })
    }

    /// The bytes of one row.
    pub fn row_bytes(&self) -> usize {
        self.row_bytes
    }
}

#[cfg(unix)]
fn read_at(file: &File, bytes: &mut [u8], at: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, at)
}

#[cfg(windows)]
fn read_at(file: &File, bytes: &mut [u8], at: u64) -> io::Result<()> {
    let mut n_read = 0;
    while n_read < bytes.len() {
        let n = std::os::windows::fs::FileExt::seek_read(file, &mut bytes[n_read..], at + n_read as u64)?;
        if n == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        n_read += n;
    }
    Ok(())
}

/// The little-endian number at a place that the caller knows to be inside.
pub fn u32_at(bytes: &[u8], at: usize) -> u32 {
    let four = bytes.get(at..at + 4).and_then(|four| four.try_into().ok());
    u32::from_le_bytes(four.unwrap_or_default())
}

fn shape(header: &[u8; 44]) -> Result<Shape, EmbedError> {
    if !header.starts_with(b"E5S1") {
        return Err(unusable("it does not begin with E5S1"));
    }
    let field = |at: usize| u32_at(header, at) as i32;
    let sizes = [field(8), field(12), field(16), field(20), field(28)];
    let n_rows = field(24);
    if sizes.iter().any(|size| !(1..=LARGEST_SIDE).contains(size))
        || !(1..=LARGEST_VOCABULARY).contains(&n_rows)
        || field(32) < 1
        || field(40) != BLOCK as i32
    {
        return Err(unusable("a size in the header is out of bounds"));
    }
    let [hidden, n_layers, n_heads, inner, n_positions] = sizes.map(|size| size as usize);
    let epsilon = f32::from_bits(u32_at(header, 36));
    if hidden % BLOCK != 0 || inner % BLOCK != 0 || hidden != n_heads * HEAD || n_positions < 3 {
        return Err(unusable("the sizes in the header do not fit each other"));
    }
    if !(epsilon.is_finite() && epsilon > 0.0) {
        return Err(unusable("the header's epsilon is out of bounds"));
    }
    Ok(Shape { hidden, n_layers, inner, n_rows: n_rows as usize, n_positions, epsilon })
}

/// The width of an attention head: fixed, so that its loops have a length the compiler knows.
pub const HEAD: usize = 32;
