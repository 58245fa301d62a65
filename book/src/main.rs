//! x
fn main() {
    let root = std::env::current_dir().unwrap();
    let t = std::time::Instant::now();
    let r = book::Site { out: root.join("target/book"), root, repository: None }.build();
    println!("{r:?} {:?}", t.elapsed());
}
