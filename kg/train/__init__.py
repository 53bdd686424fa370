"""How the packaged weights are made; needs the extra ``train``, and nothing else imports it."""
