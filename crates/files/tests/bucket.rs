//! A bucket on a real server that speaks S3 and checks every signature: what a folder does, a bucket does too.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use bytes::Bytes;
use files::{Error, FileKey, Files};
use futures_util::TryStreamExt;
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use s3s::auth::SimpleAuth;
use s3s::service::S3ServiceBuilder;
use s3s_fs::FileSystem;
use tempfile::TempDir;
use tokio::net::TcpListener;

/// A server with one bucket, on a folder of its own.
struct Server {
    folder: TempDir,
    address: SocketAddr,
}

impl Server {
    async fn start() -> Self {
        let _other = rustls::crypto::ring::default_provider().install_default().is_err();
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::create_dir(folder.path().join("bucket")).expect("a bucket");
        let mut service = S3ServiceBuilder::new(FileSystem::new(folder.path()).expect("a server"));
        service.set_auth(SimpleAuth::from_single("key", "se/cret"));
        let service = service.build();
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                let service = service.clone();
                let builder = Builder::new(TokioExecutor::new());
                tokio::spawn(async move {
                    let served = builder.serve_connection(TokioIo::new(socket), service).await;
                    drop(served);
                });
            }
        });
        Self { folder, address }
    }

    fn files(&self, secret: &str) -> Files {
        let url = format!("s3://key:{secret}@bucket/pingback?endpoint=http://{}&region=eu-1", self.address);
        Files::in_bucket(&url.parse().expect("a URL")).expect("a bucket")
    }

    /// The files in the bucket, without the server's notes of them.
    fn everything(&self) -> Vec<PathBuf> {
        everything(&self.folder.path().join("bucket"))
    }
}

fn everything(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() { found.extend(everything(&path)) } else { found.push(path) }
    }
    found
}

/// 12 MiB in which no two places look alike, in pieces as they come from the network.
fn pieces() -> Vec<Bytes> {
    let whole: Vec<u8> = (0..3u32 << 20).flat_map(u32::to_le_bytes).collect();
    whole.chunks(100_000).map(Bytes::copy_from_slice).collect()
}

#[tokio::test]
async fn a_large_file_goes_up_in_parts_and_is_read_by_ranges_and_deleted() {
    let server = Server::start().await;
    let files = server.files("se%2Fcret");
    let key = FileKey::random().expect("a key");
    let whole = pieces().concat();
    let mut writing = files.begin(&key).await.expect("an upload");
    for piece in pieces() {
        writing.write(piece).await.expect("a part");
    }
    assert!(matches!(files.whole(&key, u64::MAX).await, Err(Error::Missing)), "it is not there before its end");
    assert_eq!(writing.finish().await.expect("an end"), whole.len() as u64);
    assert_eq!(files.whole(&key, whole.len() as u64).await.expect("the file"), whole);
    assert!(matches!(files.whole(&key, 10).await, Err(Error::TooLarge(10))));
    let reading = files.read(&key, Some(5 << 20..(5 << 20) + 7)).await.expect("a range");
    assert_eq!((reading.range, reading.size), (5 << 20..(5 << 20) + 7, whole.len() as u64));
    let read: Vec<Bytes> = reading.stream.try_collect().await.expect("its bytes");
    assert_eq!(read.concat(), whole[5 << 20..(5 << 20) + 7]);
    let prefix = server.folder.path().join("bucket/pingback");
    assert!(server.everything().iter().any(|path| path.starts_with(&prefix)), "{:?}", server.everything());
    files.delete(&key).await.expect("a deletion");
    files.delete(&key).await.expect("nothing to delete");
    assert!(matches!(files.whole(&key, u64::MAX).await, Err(Error::Missing)));
}

#[tokio::test]
async fn what_is_taken_back_was_never_there_and_small_files_go_at_once() {
    let server = Server::start().await;
    let files = server.files("se%2Fcret");
    let (key, small) = (FileKey::random().expect("a key"), FileKey::random().expect("a key"));
    let mut writing = files.begin(&key).await.expect("an upload");
    for piece in pieces() {
        writing.write(piece).await.expect("a part");
    }
    writing.abort().await;
    assert!(matches!(files.whole(&key, u64::MAX).await, Err(Error::Missing)));
    files.put(&small, Bytes::from_static(b"hello")).await.expect("a file");
    assert_eq!(files.whole(&small, 5).await.expect("the file"), "hello");
}

#[tokio::test]
async fn who_has_another_secret_is_refused_and_told_so() {
    let server = Server::start().await;
    let files = server.files("other");
    let key = FileKey::random().expect("a key");
    let refused = files.put(&key, Bytes::from_static(b"hello")).await.expect_err("a refusal").to_string();
    assert!(refused.contains("Signature") || refused.contains("403"), "{refused}");
    assert!(!refused.contains("other"), "{refused}");
    assert_eq!(server.everything(), Vec::<PathBuf>::new());
}
