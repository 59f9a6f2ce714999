"""Who may see the web page: whoever has its address with the token, and nobody else.

The server loads this by its name, from the settings that `write_web_page` wrote.
"""

from collections.abc import Awaitable

from jupyter_server.auth.identity import IdentityProvider, User
from tornado.web import HTTPError, RequestHandler


class OnlyWithToken(IdentityProvider):
    """Refuse a request without the token, instead of asking for it in a form of its own."""

    async def get_user(self, handler: RequestHandler) -> User:
        """Return who asks, known by the token or by the cookie it left.

        Raises
        ------
        HTTPError
            Status 403, for anybody else.
        """
        found = super().get_user(handler)
        user = await found if isinstance(found, Awaitable) else found
        if user is None:
            # The page that says so asks who reads it.
            handler.current_user = None
            raise HTTPError(403)
        return user

    @property
    def login_available(self) -> bool:
        """Whether there is a form to log in by; there is none."""
        return False
