//! Where files lie: a folder of this machine or a bucket that speaks S3. Both write a file whole or not at all.
//! Must not know what a file is or whose it is.

use std::fs::DirBuilder;
use std::io::ErrorKind;
use std::ops::Range;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures_util::stream::BoxStream;
use futures_util::{StreamExt, TryStreamExt};
use object_store::aws::AmazonS3Builder;
use object_store::client::{HttpClient, HttpConnector};
use object_store::local::LocalFileSystem;
use object_store::path::Path as Place;
use object_store::prefix::PrefixStore;
use object_store::{ClientOptions, GetOptions, GetRange, ObjectStore, ObjectStoreExt, WriteMultipart};
use url::Url;

use crate::{Error, FileKey, Result};

/// Bytes of one write to a folder.
const FOLDER_PART: usize = 256 * 1024;
/// Bytes of one part of an upload to a bucket: S3 takes no smaller ones but the last.
const BUCKET_PART: usize = 5 * 1024 * 1024;
/// Parts of one file that are under way at once.
const PARTS_AT_ONCE: usize = 2;

/// The files of an installation. Clones share it.
#[derive(Clone, Debug)]
pub struct Files {
    store: Arc<dyn ObjectStore>,
    folder: Option<PathBuf>,
    part: usize,
}

/// A file being read.
pub struct Reading {
    pub stream: BoxStream<'static, std::io::Result<Bytes>>,
    /// Which of its bytes.
    pub range: Range<u64>,
    /// Bytes of the whole file.
    pub size: u64,
}

/// A file being written. Dropped before [`Writing::finish`], it was never there.
pub struct Writing {
    writer: WriteMultipart,
    size: u64,
}

/// Gives object_store our client.
#[derive(Debug)]
struct Own(reqwest::Client);

impl HttpConnector for Own {
    fn connect(&self, _: &ClientOptions) -> object_store::Result<HttpClient> {
        Ok(HttpClient::new(self.0.clone()))
    }
}

/// For the bucket alone, which the owner of the server has named and which may stand beside it.
#[expect(clippy::disallowed_methods, reason = "the guard is against addresses that others name")]
fn client() -> Result<reqwest::Client> {
    let client = reqwest::Client::builder()
        .connect_timeout(Duration::from_secs(5))
        .read_timeout(Duration::from_secs(30))
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy();
    client.build().map_err(|error| Error::Broken(error.to_string()))
}

impl Files {
    /// In a folder, which is made if it is missing, for its user alone.
    pub fn in_folder(folder: &Path) -> Result<Self> {
        let made = DirBuilder::new().recursive(true).mode(0o700).create(folder);
        made.map_err(|error| Error::Broken(format!("{}: {error}", folder.display())))?;
        let store = LocalFileSystem::new_with_prefix(folder)?.with_fsync(true);
        Ok(Self { store: Arc::new(store), folder: Some(folder.to_owned()), part: FOLDER_PART })
    }

    /// In a bucket: `s3://KEY:SECRET@bucket/prefix?endpoint=https://host&region=name`. The process must have chosen its
    /// cryptography before.
    pub fn in_bucket(url: &Url) -> Result<Self> {
        let bucket = url.host_str().filter(|_| url.scheme() == "s3");
        let bucket = bucket.ok_or_else(|| Error::Broken("it must be s3://KEY:SECRET@bucket/prefix".into()))?;
        let plain = |text: &str| percent_decoded(text);
        let mut builder = AmazonS3Builder::new()
            .with_bucket_name(bucket)
            .with_access_key_id(plain(url.username()))
            .with_secret_access_key(plain(url.password().unwrap_or("")))
            .with_region("us-east-1")
            .with_http_connector(Own(client()?));
        for (name, value) in url.query_pairs() {
            builder = match name.as_ref() {
                "endpoint" => builder.with_allow_http(value.starts_with("http://")).with_endpoint(value),
                "region" => builder.with_region(value),
                "virtual_hosted" => builder.with_virtual_hosted_style_request(value == "true"),
                other => return Err(Error::Broken(format!("it has the unknown parameter `{other}`"))),
            };
        }
        let store = builder.build()?;
        let store: Arc<dyn ObjectStore> = match url.path().trim_matches('/') {
            "" => Arc::new(store),
            prefix => Arc::new(PrefixStore::new(store, prefix)),
        };
        Ok(Self { store, folder: None, part: BUCKET_PART })
    }

    /// Begins a new file.
    pub async fn begin(&self, key: &FileKey) -> Result<Writing> {
        let upload = self.store.put_multipart(&Place::from(key.path())).await?;
        Ok(Writing { writer: WriteMultipart::new_with_chunk_size(upload, self.part), size: 0 })
    }

    /// Writes a file that is in memory.
    pub async fn put(&self, key: &FileKey, bytes: Bytes) -> Result<()> {
        self.store.put(&Place::from(key.path()), bytes.into()).await?;
        Ok(())
    }

    /// The bytes of a range, or all; a range beyond the end is cut.
    pub async fn read(&self, key: &FileKey, range: Option<Range<u64>>) -> Result<Reading> {
        let options = GetOptions::default().with_range(range.map(GetRange::Bounded));
        let found = self.store.get_opts(&Place::from(key.path()), options).await?;
        let (range, size) = (found.range.clone(), found.meta.size);
        let stream = found.into_stream().map_err(|error| std::io::Error::other(error.to_string())).boxed();
        Ok(Reading { stream, range, size })
    }

    /// The whole file, if it is no larger than `most`.
    pub async fn whole(&self, key: &FileKey, most: u64) -> Result<Bytes> {
        let found = self.store.get(&Place::from(key.path())).await?;
        if found.meta.size > most {
            return Err(Error::TooLarge(most));
        }
        Ok(found.bytes().await?)
    }

    /// Deletes a file, and what a crash left of writing it; one that is not there is no error.
    pub async fn delete(&self, key: &FileKey) -> Result<()> {
        if let Some(folder) = &self.folder {
            // Where `LocalFileSystem` writes before it renames.
            let half = folder.join(format!("{}#1", key.path()));
            match tokio::fs::remove_file(half).await {
                Ok(()) => {}
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                Err(error) => return Err(Error::Broken(error.to_string())),
            }
        }
        match self.store.delete(&Place::from(key.path())).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
}

impl Writing {
    /// Adds bytes; waits where the disk or the network is slower than the sender.
    pub async fn write(&mut self, bytes: Bytes) -> Result<()> {
        self.writer.wait_for_capacity(PARTS_AT_ONCE).await?;
        self.size += bytes.len() as u64;
        self.writer.put(bytes);
        Ok(())
    }

    /// Its size, once it is there to be read, also after a crash.
    pub async fn finish(self) -> Result<u64> {
        self.writer.finish().await?;
        Ok(self.size)
    }

    /// Leaves nothing of it.
    pub async fn abort(self) {
        // What could not be taken back now is deleted by its key later.
        let _left = self.writer.abort().await.is_err();
    }
}

fn percent_decoded(text: &str) -> String {
    let pair = format!("x={}", text.replace('+', "%2B"));
    url::form_urlencoded::parse(pair.as_bytes()).map(|(_, value)| value.into_owned()).collect()
}

impl From<object_store::Error> for Error {
    fn from(error: object_store::Error) -> Self {
        if matches!(error, object_store::Error::NotFound { .. }) {
            return Self::Missing;
        }
        let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(&error);
        while let Some(one) = cause {
            let kind = one.downcast_ref::<std::io::Error>().map(std::io::Error::kind);
            if matches!(kind, Some(ErrorKind::StorageFull | ErrorKind::QuotaExceeded)) {
                return Self::Full;
            }
            cause = one.source();
        }
        Self::Broken(error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn write(files: &Files, key: &FileKey, parts: &[&'static [u8]]) -> u64 {
        let mut writing = files.begin(key).await.unwrap();
        for part in parts {
            writing.write(Bytes::from_static(part)).await.unwrap();
        }
        writing.finish().await.unwrap()
    }

    fn everything(folder: &Path) -> Vec<PathBuf> {
        let mut found = Vec::new();
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { found.extend(everything(&path)) } else { found.push(path) }
        }
        found
    }

    #[tokio::test]
    async fn a_file_is_written_read_by_ranges_and_deleted() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::in_folder(&folder.path().join("files")).unwrap();
        let key = FileKey::random().unwrap();
        assert_eq!(write(&files, &key, &[b"hello ", b"world"]).await, 11);
        assert_eq!(files.whole(&key, 11).await.unwrap(), "hello world");
        assert!(matches!(files.whole(&key, 10).await, Err(Error::TooLarge(10))));
        let reading = files.read(&key, Some(6..100)).await.unwrap();
        assert_eq!((reading.range, reading.size), (6..11, 11));
        let bytes: Vec<Bytes> = reading.stream.try_collect().await.unwrap();
        assert_eq!(bytes.concat(), b"world");
        files.delete(&key).await.unwrap();
        files.delete(&key).await.unwrap();
        assert!(matches!(files.whole(&key, 11).await, Err(Error::Missing)));
        assert_eq!(everything(folder.path()), Vec::<PathBuf>::new());
    }

    #[tokio::test]
    async fn what_is_not_finished_was_never_there() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::in_folder(folder.path()).unwrap();
        let key = FileKey::random().unwrap();
        let mut writing = files.begin(&key).await.unwrap();
        writing.write(Bytes::from(vec![7; FOLDER_PART + 1])).await.unwrap();
        assert!(matches!(files.whole(&key, 1 << 30).await, Err(Error::Missing)));
        writing.abort().await;
        // As a crash would leave it.
        std::fs::create_dir_all(folder.path().join(key.path()).parent().unwrap()).unwrap();
        std::fs::write(folder.path().join(format!("{}#1", key.path())), b"half").unwrap();
        files.delete(&key).await.unwrap();
        assert_eq!(everything(folder.path()), Vec::<PathBuf>::new());
    }

    #[test]
    fn a_full_disk_is_told_from_a_broken_one() {
        let of = |kind: ErrorKind| {
            let source = Box::new(std::io::Error::from(kind));
            Error::from(object_store::Error::Generic { store: "LocalFileSystem", source })
        };
        assert!(matches!(of(ErrorKind::StorageFull), Error::Full));
        assert!(matches!(of(ErrorKind::PermissionDenied), Error::Broken(_)));
    }

    #[test]
    fn an_address_of_a_bucket_says_what_is_wrong_with_it() {
        let _other = rustls::crypto::ring::default_provider().install_default().is_err();
        let at = |url: &str| Files::in_bucket(&url.parse().unwrap()).map_err(|error| error.to_string());
        assert!(at("s3://key:se%2Fcret@bucket/prefix?endpoint=http://127.0.0.1:9000&region=eu-1").is_ok());
        assert!(at("https://bucket/prefix").unwrap_err().contains("s3://"));
        assert!(at("s3://bucket?endpont=x").unwrap_err().contains("endpont"));
        assert_eq!(percent_decoded("a%2Fb+c"), "a/b+c");
    }
}
