//! Serves the book on this machine.

use std::{
    fs,
    path::{Component, Path, PathBuf},
    sync::Arc,
    time::SystemTime,
};

use anyhow::{Context, Result};
use axum::{
    Router,
    extract::{Request, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use tokio::{net::TcpListener, sync::RwLock};
use tower_http::services::{ServeDir, ServeFile};

use crate::Site;

/// The book, and when the newest of its files was written at the time of the last build.
struct Served {
    site: Site,
    built: RwLock<SystemTime>,
}

/// Serves `site`, which is built already, on loopback until the process ends. `ready` gets its address. A page is built
/// again before it is sent, if a file has changed since.
///
/// # Errors
///
/// If the port is taken, or what `ready` returns.
pub fn serve(
    site: Site,
    port: u16,
    ready: impl FnOnce(&str) -> Result<()>,
) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let listener = TcpListener::bind(("127.0.0.1", port)).await;
        let listener = listener.with_context(|| {
            format!("can't serve on port {port}; choose another with --port")
        })?;
        ready(&format!("http://{}", listener.local_addr()?))?;
        let built = RwLock::new(newest(&site.root));
        let served = Arc::new(Served { site, built });
        axum::serve(
            listener,
            Router::new().fallback(answer).with_state(served),
        )
        .await?;
        Ok(())
    })
}

async fn answer(
    State(served): State<Arc<Served>>,
    request: Request,
) -> Response {
    let path = request.uri().path().trim_start_matches('/').replace("%2E", ".");
    if path.is_empty() || path.ends_with('/') || path.ends_with(".html") {
        let mut built = served.built.write().await;
        let newest = newest(&served.site.root);
        if newest > *built {
            if let Err(error) = served.site.build() {
                let text = format!("The book can't be built: {error:#}");
                return (StatusCode::INTERNAL_SERVER_ERROR, text)
                    .into_response();
            }
            *built = newest;
        }
    }
    let _unchanged = served.built.read().await;
    if let Some(text) = source(&served.site, &path) {
        return ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text)
            .into_response();
    }
    let missing = ServeFile::new(served.site.out.join("404.html"));
    match ServeDir::new(&served.site.out)
        .not_found_service(missing)
        .try_call(request)
        .await
    {
        Ok(response) => response.into_response(),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string())
            .into_response(),
    }
}

/// A file of the repository that pages link to, if `path` is one.
fn source(site: &Site, path: &str) -> Option<String> {
    const SHOWN: [&str; 7] =
        [".rs", ".toml", ".md", ".snap", ".txt", ".yml", ".py"];
    let plain = Path::new(path)
        .components()
        .all(|part| matches!(part, Component::Normal(_)));
    let shown = SHOWN.iter().any(|end| path.ends_with(end));
    (plain && shown).then(|| fs::read_to_string(site.root.join(path)).ok())?
}

/// When the newest file was written that a page is made from.
fn newest(root: &Path) -> SystemTime {
    let mut newest = SystemTime::UNIX_EPOCH;
    let mut folders: Vec<PathBuf> = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            let Ok(about) = entry.metadata() else {
                continue;
            };
            if about.is_dir() && !name.starts_with('.') && name != "target" {
                folders.push(entry.path());
            } else if [".md", ".snap", ".svg", ".css", ".js", ".hbs"]
                .iter()
                .any(|end| name.ends_with(end))
            {
                newest = newest.max(about.modified().unwrap_or(newest));
            }
        }
    }
    newest
}
