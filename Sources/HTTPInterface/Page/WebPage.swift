/// The web page: one file of HTML, style and script that loads nothing from elsewhere and asks `POST /v1/chat`.
///
/// Whatever comes from the server reaches the document as text nodes only, never as markup.
enum WebPage {
  static let html = head + style + body + "<script>" + PageScript.text + "</script>\n</body>\n</html>\n"

  private static let head = """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>pitwall</title>
    <link rel="icon" href="data:,">

    """

  private static let style = """
    <style>
    :root {
      --back: #f6f6f3; --card: #fff; --ink: #1b1d1f; --soft: #62676c; --line: #e2e2dc;
      --accent: #b3341b; --on-accent: #fff; --tint: #f9ece8; --code: #f2f2ee;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --back: #131517; --card: #1c1f22; --ink: #e9e9e6; --soft: #9aa0a6; --line: #30353a;
        --accent: #ff8563; --on-accent: #1a0f0b; --tint: #45291f; --code: #15181a;
      }
    }
    * { box-sizing: border-box }
    body {
      margin: 0; min-height: 100vh; display: flex; flex-direction: column;
      background: var(--back); color: var(--ink);
      font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif;
    }
    header, main, footer { width: 100%; max-width: 56rem; margin: 0 auto; padding: 0 1.25rem }
    header { display: flex; align-items: baseline; gap: .75rem; padding-top: 1.5rem; padding-bottom: .75rem }
    h1 { font-size: 1.15rem; margin: 0; letter-spacing: -.01em }
    h1::before {
      content: ""; display: inline-block; width: .7em; height: .7em; margin-right: .45em; border-radius: 2px;
      background: conic-gradient(var(--accent) 25%, var(--line) 0 50%, var(--accent) 0 75%, var(--line) 0);
    }
    header .state { color: var(--soft); font-size: .85rem }
    header button { margin-left: auto }
    main { flex: 1; padding-bottom: 1rem }
    .welcome { margin: 26vh 0 2rem; text-align: center }
    .welcome h2 { font-size: 1.7rem; letter-spacing: -.02em; margin: 0 0 .4rem }
    .welcome p { color: var(--soft); margin: 0 }
    article { margin: 0 0 1.75rem }
    .question {
      width: fit-content; max-width: 85%; margin: 0 0 .75rem auto; padding: .5rem .9rem;
      background: var(--tint); border-radius: 1rem 1rem .25rem 1rem; overflow-wrap: anywhere;
    }
    .card {
      background: var(--card); border: 1px solid var(--line); border-radius: .75rem; padding: 1rem 1.15rem;
    }
    .reading { color: var(--soft); font-size: .85rem; margin: 0 0 .5rem; overflow-wrap: anywhere }
    .text { overflow-wrap: anywhere }
    .text > :first-child { margin-top: 0 }
    .text > :last-child { margin-bottom: 0 }
    .text p, .text ul, .text ol { margin: .5rem 0 }
    .text ul, .text ol { padding-left: 1.4rem }
    .text h3 { font-size: 1rem; margin: .8rem 0 .3rem }
    code, pre { font: .85em/1.5 ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace }
    code { background: var(--code); padding: .1em .3em; border-radius: .25rem }
    pre { background: var(--code); padding: .75rem; border-radius: .5rem; overflow: auto; margin: .5rem 0 }
    pre code { padding: 0; background: none }
    .scroll { overflow: auto; max-height: 34rem; margin: .8rem 0 0; border: 1px solid var(--line); border-radius: .5rem }
    table { border-collapse: collapse; width: 100%; font-size: .9rem; font-variant-numeric: tabular-nums }
    th, td { padding: .4rem .7rem; text-align: left; border-bottom: 1px solid var(--line); white-space: nowrap }
    td.long { white-space: normal; min-width: 16rem }
    tr:last-child td { border-bottom: 0 }
    th { position: sticky; top: 0; background: var(--card); font-weight: 600; color: var(--soft) }
    .number { text-align: right }
    td.bar { background: linear-gradient(var(--tint), var(--tint)) right / var(--share) 70% no-repeat }
    .note { color: var(--soft); font-size: .82rem; margin: .5rem 0 0 }
    details { margin-top: .7rem; border-top: 1px solid var(--line); padding-top: .6rem; font-size: .9rem }
    summary { cursor: pointer; color: var(--soft) }
    .source { margin: .6rem 0 0 }
    .source b { font-weight: 600 }
    .source span { color: var(--soft); font-size: .82rem; margin-left: .4rem }
    .source p { margin: .1rem 0 0; color: var(--soft) }
    .chips { display: flex; flex-wrap: wrap; gap: .45rem; margin-top: .8rem }
    button {
      font: inherit; font-size: .88rem; color: inherit; background: none; cursor: pointer;
      border: 1px solid var(--line); border-radius: 1rem; padding: .25rem .8rem; text-align: left;
    }
    button:hover { border-color: var(--accent) }
    :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }
    textarea:focus-visible { outline: 0 }
    .error { color: var(--accent) }
    .waiting::after { content: "…"; color: var(--soft); animation: pulse 1.2s infinite }
    @keyframes pulse { 50% { opacity: .2 } }
    @media (prefers-reduced-motion: reduce) { .waiting::after { animation: none } }
    footer { position: sticky; bottom: 0; padding-top: .5rem; padding-bottom: 1rem; background: var(--back) }
    form {
      display: flex; gap: .5rem; align-items: flex-end; padding: .45rem;
      background: var(--card); border: 1px solid var(--line); border-radius: 1rem;
    }
    form:focus-within { border-color: var(--accent) }
    textarea {
      flex: 1; font: inherit; color: inherit; background: none; border: 0; outline: 0; resize: none;
      padding: .4rem .6rem; max-height: 12rem; field-sizing: content;
    }
    form button {
      background: var(--accent); color: var(--on-accent); border-color: transparent; border-radius: .7rem;
      padding: .45rem 1rem; font-weight: 600;
    }
    form button:disabled { opacity: .5; cursor: default }
    #key { max-width: 16rem; font: inherit; padding: .3rem .6rem; border-radius: .5rem; border: 1px solid var(--line) }
    .hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
    </style>

    """

  private static let body = """
    </head>
    <body>
    <header>
      <h1>pitwall</h1><span class="state" id="state"></span>
      <button type="button" id="new" hidden>New conversation</button>
    </header>
    <main id="main" aria-live="polite">
      <section class="welcome" id="welcome">
        <h2>Ask the data</h2>
        <p>Every answer shows how it was read, the SQL it ran and the sources it rests on.</p>
      </section>
    </main>
    <footer>
      <form id="form">
        <label class="hidden" for="ask">Question</label>
        <textarea id="ask" rows="1" maxlength="4000" placeholder="Ask a question" autofocus></textarea>
        <button type="submit" id="send">Ask</button>
      </form>
    </footer>
    <noscript>The page needs JavaScript; the same answers come from POST /v1/chat.</noscript>

    """
}
