// Keeps what was chosen in one set of tabs for all others of its kind, on every page.
for (const tabs of document.querySelectorAll('.tabs')) {
    const key = 'book-' + tabs.dataset.of;
    const show = value => document.querySelectorAll(`.tabs[data-of="${tabs.dataset.of}"] > input`).forEach(input => {
        input.checked = input.value === value;
    });
    tabs.addEventListener('change', event => {
        show(event.target.value);
        try { localStorage.setItem(key, event.target.value); } catch { /* not kept */ }
    });
    try {
        const kept = localStorage.getItem(key);
        if (kept) show(kept);
    } catch { /* the first one is shown */ }
}

// mdBook's button of the side bar is a label: a key does nothing there.
const toggle = document.getElementById('mdbook-sidebar-toggle');
toggle.addEventListener('keydown', event => {
    if (event.key === 'Enter' || event.key === ' ') {
        event.preventDefault();
        toggle.click();
    }
});
