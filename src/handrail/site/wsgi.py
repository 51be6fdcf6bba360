"""The web application that a server calls."""

from __future__ import annotations

import os
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

from handrail.site.home import restore_under_way

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "handrail.site.settings")


class BelievesOneProxy:
    """Drops what anybody but the installation's own proxy says about where a request comes from."""

    def __init__(self, application: Any, proxy: str) -> None:
        self.application = application
        self.proxy = proxy

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        said = [name for name in environ if name.startswith(("HTTP_X_FORWARDED_", "HTTP_FORWARDED"))]
        if said and (not self.proxy or environ.get("REMOTE_ADDR") != self.proxy):
            environ["handrail.forwarded"] = "1"
            for name in said:
                del environ[name]
        return self.application(environ, start_response)


def make_application() -> BelievesOneProxy:
    django_application = get_wsgi_application()
    from django.conf import settings

    return BelievesOneProxy(django_application, settings.PROXY)


if restore_under_way():
    raise ImproperlyConfigured("a restore into HANDRAIL_HOME has not ended: call handrail restore again")
application = make_application()
