/** What a browser without a session sees instead of JSON. It has no style and no script, and needs none. */
export const SIGNED_OUT_PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>KORA Studio</title>
</head>
<body>
<main>
<h1>This browser has no session</h1>
<p>KORA Studio runs, and shows itself only to whoever opens the link that it printed when it started.
A link works once; <code>kora start</code> prints a new one.</p>
</main>
</body>
</html>
`;
