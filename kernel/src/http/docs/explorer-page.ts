/** The page at `/docs`. All it shows comes from `/openapi.json`. */
export const EXPLORER_PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>KORA Studio local API</title>
<link rel="stylesheet" href="/docs/explorer.css">
<script type="module" src="/docs/explorer.js"></script>
</head>
<body>
<header>
<h1>KORA Studio local API</h1>
<p id="about" role="status">Loading the description…</p>
<p>Programs send <code>Authorization: Bearer &lt;token&gt;</code>; <code>kora token</code> prints it.
The description itself is at <a href="/openapi.json">/openapi.json</a>.</p>
</header>
<main id="routes"></main>
<noscript>This page needs JavaScript; the description at /openapi.json does not.</noscript>
</body>
</html>
`;
