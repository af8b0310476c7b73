"""The door of the desk: its sign-in page, and what is asked of whoever comes through it."""

from functools import partial, update_wrapper

from django.contrib.admin import AdminSite
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache


class GuardedDesk(AdminSite):
    """Django's admin with our way in. The modules beside this one need the accounts, which are
    not there yet when the desk is made: they are imported where they are used."""

    @property
    def login_form(self):
        from aimak_portal.signin.forms import SignInForm

        return SignInForm

    def get_urls(self):
        from aimak_portal.signin import pages

        account, codes = partial(pages.account, desk=self), partial(pages.back_up_codes, desk=self)
        # Open to whoever gave the password and may do nothing else yet.
        factor = never_cache(partial(pages.second_factor, desk=self))
        return [
            path("account/", self.admin_view(account), name="account"),
            path("account/codes/", self.admin_view(codes), name="back_up_codes"),
            path("account/second-factor/", factor, name="second_factor"),
            *super().get_urls(),
        ]

    def admin_view(self, view, cacheable=False):
        guarded = super().admin_view(view, cacheable)

        def inner(request, *args, **kwargs):
            kept = self._kept(request)
            return self._ask_again(request, kept) if kept else guarded(request, *args, **kwargs)

        return update_wrapper(inner, guarded)

    @method_decorator(never_cache)
    def login(self, request, extra_context=None):
        from aimak_portal.signin import pages, standing, typed

        if request.method == "GET" and standing.unready(request):
            query = urlencode({"next": request.GET.get("next", "")})
            return HttpResponseRedirect(f"{reverse('admin:second_factor')}?{query}")
        kept = request.POST.get(typed.FIELD, "")
        response = super().login(request, {"kept": kept, **(extra_context or {})})
        if request.method == "POST" and response.status_code == 302:
            return pages.welcome(request, response)
        if getattr(request, "must_wait", False):
            response.status_code = 429
        return response

    # Pages about one person are kept by nobody in between.
    @method_decorator(never_cache)
    def password_change(self, request, extra_context=None):
        return super().password_change(request, extra_context)

    @method_decorator(never_cache)
    def password_change_done(self, request, extra_context=None):
        return super().password_change_done(request, extra_context)

    def _kept(self, request):
        """What was typed into a form whose session has ended meanwhile."""
        from aimak_portal.signin import typed

        if request.method != "POST" or self.has_permission(request):
            return ""
        return typed.keep(request)

    def _ask_again(self, request, kept):
        """The sign-in page in place of the form, which comes back afterwards."""
        context = {
            **self.each_context(request),
            "title": gettext("Log in"),
            "subtitle": None,
            "form": self.login_form(request),
            "app_path": reverse("admin:login"),
            "next": request.get_full_path(),
            "kept": kept,
        }
        # Refused, for now: a script that sends a form must not take this for success.
        page = TemplateResponse(request, "admin/login.html", context, status=403)
        return never_cache(lambda _request: page)(request)
